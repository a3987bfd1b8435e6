// Fastify 3 to 5, without a package. Must come before all other hooks and plugins.
app.addHook('onRequest', async (request, reply) => {
  // A preflight has no credentials: return 204 before any authentication runs.
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
    return reply.code(204).send();
  }
});
app.addHook('onSend', async (request, reply) => {
  const allowedOrigins = ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'];
  const origin = request.headers.origin ?? '';
  // Replaces CORS headers set elsewhere: sent twice, they would fail the check.
  for (const name of Object.keys(reply.getHeaders())) {
    if (name.startsWith('access-control-')) reply.removeHeader(name);
  }
  const vary = String(reply.getHeader('vary') ?? '');
  if (!/origin/i.test(vary)) reply.header('vary', vary ? vary + ', Origin' : 'Origin');
  if (!allowedOrigins.includes(origin)) return;
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-allow-credentials', 'true');
  reply.header('access-control-expose-headers', 'etag, x-total-count');
  if (request.method === 'OPTIONS') {
    reply.header('access-control-allow-methods', 'GET, PUT, DELETE');
    reply.header('access-control-allow-headers', 'content-type, x-request-id');
    reply.header('access-control-max-age', '600');
  }
});
