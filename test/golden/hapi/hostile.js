// For the whole server, not single routes: 404 and authentication errors need the headers, too.
// const server = Hapi.server({ port, routes: { cors: corsPolicy } });
const corsPolicy = {
  origin: ['https://app.example.com'],
  // Replaces hapi's default list, so the usual names are repeated here.
  headers: ['accept', 'content-type', 'x-ok', 'x-request-id'],
  exposedHeaders: ['x-total-count'],
  credentials: true,
  maxAge: 600,
};
