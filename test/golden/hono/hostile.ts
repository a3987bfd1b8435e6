// Must be the first middleware of the outermost app. Its responses to errors are covered, too.
app.use('*', async (c, next) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = c.req.header('Origin') ?? '';
  const allowed = allowedOrigins.includes(origin);
  // A preflight has no credentials: return 204 before any authentication runs.
  if (allowed && c.req.method === 'OPTIONS' && c.req.header('Access-Control-Request-Method')) {
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Allow-Credentials', 'true');
    c.header('Access-Control-Allow-Methods', 'GET, PUT');
    c.header('Access-Control-Allow-Headers', 'content-type, x-ok, x-request-id');
    c.header('Access-Control-Max-Age', '600');
    c.header('Vary', 'Origin');
    return c.body(null, 204);
  }
  await next();
  if (c.res.status === 101) return; // A WebSocket needs no CORS headers.
  // CORS headers set elsewhere are replaced, so that none is sent twice or as '*'.
  for (const name of [...c.res.headers.keys()]) {
    if (name.startsWith('access-control-')) c.header(name); // deletes it
  }
  if (!/origin/i.test(c.res.headers.get('Vary') ?? '')) c.header('Vary', 'Origin', { append: true });
  if (!allowed) return;
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Credentials', 'true');
  c.header('Access-Control-Expose-Headers', 'x-total-count');
});
