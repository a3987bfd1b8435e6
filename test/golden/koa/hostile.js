// Koa 2 and 3, without a package. Must be the first middleware.
app.use(async (ctx, next) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = ctx.get('Origin');
  const cors = allowedOrigins.includes(origin)
    ? {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'x-total-count',
      }
    : {};
  // A preflight has no credentials: return 204 before any authentication runs.
  if (
    allowedOrigins.includes(origin) &&
    ctx.method === 'OPTIONS' &&
    ctx.get('Access-Control-Request-Method')
  ) {
    ctx.set({
      ...cors,
      'Access-Control-Allow-Methods': 'GET, PUT',
      'Access-Control-Allow-Headers': 'content-type, x-ok, x-request-id',
      'Access-Control-Max-Age': '600',
    });
    ctx.vary('Origin');
    ctx.status = 204;
    return;
  }
  // CORS headers set elsewhere are replaced, so that none is sent as '*'.
  const isOther = (name) => !/^access-control-/i.test(name);
  try {
    await next();
    for (const name of Object.keys(ctx.response.headers)) if (!isOther(name)) ctx.remove(name);
    ctx.set(cors);
    ctx.vary('Origin');
  } catch (error) {
    // An error response has only the headers that stand in the error.
    const others = Object.entries(error.headers ?? {}).filter(([name]) => isOther(name));
    error.headers = { ...Object.fromEntries(others), ...cors, Vary: 'Origin' };
    throw error;
  }
});
