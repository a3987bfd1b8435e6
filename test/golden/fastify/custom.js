// Fastify 3 to 5, without a package. Must come before all other hooks and plugins.
app.addHook('onRequest', async (request, reply) => {
  // A preflight has no credentials: return 204 before any authentication runs.
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
    return reply.code(204).send();
  }
});
app.addHook('onSend', async (request, reply) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = request.headers.origin ?? '';
  // Replaces CORS headers set elsewhere: sent twice, they would fail the check.
  for (const name of Object.keys(reply.getHeaders())) {
    if (name.startsWith('access-control-')) reply.removeHeader(name);
  }
  const vary = String(reply.getHeader('vary') ?? '');
  if (!/origin/i.test(vary)) reply.header('vary', vary ? vary + ', Origin' : 'Origin');
  if (!allowedOrigins.includes(origin)) return;
  reply.header('access-control-allow-origin', origin);
  if (request.method === 'OPTIONS') {
    reply.header('access-control-allow-methods', 'GET, PURGE, PATCH, QUERY');
    reply.header('access-control-allow-headers', 'authorization, content-type, x-api_key, x-request-id, x-tenant');
    reply.header('access-control-max-age', '600');
  }
});
