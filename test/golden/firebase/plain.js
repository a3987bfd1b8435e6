// npm install cors
import cors from 'cors';

// Not onRequest({ cors: … }): that knows neither credentials nor exposed headers.
// The preflight is answered before your code asks for credentials.
const withCors = cors({
  origin: ['https://app.example.com'],
  methods: ['GET'],
  allowedHeaders: [],
  maxAge: 600,
});
