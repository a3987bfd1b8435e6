// npm install cors @as-integrations/express5
import cors from 'cors';

// For the whole app and first: a preflight carries no credentials, and errors need the headers too.
app.use(
  cors({
    origin: ['https://app.example.com'],
    methods: ['GET', 'PUT', 'POST'],
    allowedHeaders: ['content-type', 'x-ok', 'x-request-id'],
    exposedHeaders: ['x-total-count'],
    credentials: true,
    maxAge: 600,
  }),
);
