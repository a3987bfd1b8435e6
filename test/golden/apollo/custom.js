// npm install cors @as-integrations/express5
import cors from 'cors';

// For the whole app and first: a preflight carries no credentials, and errors need the headers too.
app.use(
  cors({
    origin: ['https://app.example.com'],
    methods: ['GET', 'PURGE', 'PATCH', 'QUERY', 'POST'],
    allowedHeaders: ['content-type', 'authorization', 'x-api_key', 'x-request-id', 'x-tenant'],
    maxAge: 600,
  }),
);
