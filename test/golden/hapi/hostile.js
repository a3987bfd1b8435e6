// For the server, not for single routes: so it covers 404 and authentication errors too.
// const server = Hapi.server({ port, routes: { cors } });
const cors = {
  origin: ['https://app.example.com'],
  // This replaces hapi's own list, so it names the usual ones again.
  headers: ['accept', 'content-type', 'x-ok', 'x-request-id'],
  exposedHeaders: ['x-total-count'],
  credentials: true,
  maxAge: 600,
};
