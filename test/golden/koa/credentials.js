// npm install @koa/cors        (version 5)
import cors from '@koa/cors';

const allowedOrigins = ['https://app.example.com'];

// First of all middleware: a preflight carries no credentials, and errors need the headers too
// (keepHeadersOnError, which is on unless you turn it off).
app.use(
  cors({
    // A function, because a string would be sent to every origin. No origin means no header.
    origin: (ctx) => allowedOrigins.find((origin) => origin === ctx.get('Origin')) ?? '',
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['content-type', 'x-request-id'],
    exposeHeaders: ['etag', 'x-total-count'],
    credentials: true,
    maxAge: 600,
  }),
);
