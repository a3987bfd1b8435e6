import { cors } from 'hono/cors';

// On the outermost app and before the routes: there it covers authentication, 404 and errors, and
// the preflight, which carries no credentials, is answered before anything asks for them.
app.use(
  '*',
  cors({
    origin: ['https://app.example.com'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['content-type', 'x-ok', 'x-request-id'],
    exposeHeaders: ['x-total-count'],
    credentials: true,
    maxAge: 600,
  }),
);
