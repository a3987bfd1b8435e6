// For the server, not for single routes: so it covers 404 and authentication errors too.
// const server = Hapi.server({ port, routes: { cors } });
const cors = {
  origin: ['https://app.example.com'],
  // This replaces hapi's own list, so it names the usual ones again.
  headers: ['accept', 'content-type', 'authorization', 'x-api_key', 'x-request-id', 'x-tenant'],
  maxAge: 600,
};
