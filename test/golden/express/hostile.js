// npm install cors        (Express 4 and 5; CommonJS: const cors = require("cors"))
import cors from 'cors';

// First of all middleware: a preflight carries no credentials, so it must be answered before
// authentication, and headers set here stay on 401, 404 and thrown errors.
// This line answers every preflight. Do not add app.options('*', ...): Express 5 throws on '*'.
app.use(
  cors({
    origin: ['https://app.example.com'],
    methods: ['GET', 'PUT'],
    allowedHeaders: ['content-type', 'x-ok', 'x-request-id'],
    exposedHeaders: ['x-total-count'],
    credentials: true,
    maxAge: 600,
  }),
);
