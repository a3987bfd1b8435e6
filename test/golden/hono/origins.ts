import { cors } from 'hono/cors';

// On the outermost app and before the routes: there it covers authentication, 404 and errors, and
// the preflight, which carries no credentials, is answered before anything asks for them.
app.use(
  '*',
  cors({
    origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
    allowMethods: ['GET', 'PUT', 'DELETE'],
    allowHeaders: ['content-type', 'x-request-id'],
    exposeHeaders: ['etag', 'x-total-count'],
    credentials: true,
    maxAge: 600,
  }),
);
