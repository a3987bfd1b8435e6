// npm install cors
import cors from 'cors';

// Not onRequest({ cors: … }): that knows neither credentials nor exposed headers.
// The preflight is answered before your code asks for credentials.
const withCors = cors({
  origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  methods: ['GET', 'PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  credentials: true,
  maxAge: 600,
});
