// npm install cors @as-integrations/express5
import cors from 'cors';

// For the whole app and first: a preflight carries no credentials, and errors need the headers too.
app.use(
  cors({
    origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
    methods: ['GET', 'PUT', 'DELETE', 'POST'],
    allowedHeaders: ['content-type', 'x-request-id'],
    exposedHeaders: ['etag', 'x-total-count'],
    credentials: true,
    maxAge: 600,
  }),
);
