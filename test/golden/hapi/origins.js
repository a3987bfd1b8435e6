// For the server, not for single routes: so it covers 404 and authentication errors too.
// const server = Hapi.server({ port, routes: { cors } });
const cors = {
  origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  // This replaces hapi's own list, so it names the usual ones again.
  headers: ['accept', 'content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  credentials: true,
  maxAge: 600,
};
