// Express 4 and 5, without a package. Must be the first middleware.
app.use((req, res, next) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = req.headers.origin ?? '';
  res.setHeader('Vary', 'Origin');
  if (allowedOrigins.includes(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
    res.setHeader('Access-Control-Expose-Headers', 'etag, x-total-count');
    // A preflight has no credentials: return 204 before any authentication runs.
    if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
      res.setHeader('Access-Control-Allow-Methods', 'GET, PUT');
      res.setHeader('Access-Control-Allow-Headers', 'content-type, x-request-id');
      res.setHeader('Access-Control-Max-Age', '600');
      res.statusCode = 204;
      res.end();
      return;
    }
  }
  // Other code can't change these headers any more, or replace `Vary`.
  const setHeader = res.setHeader;
  res.setHeader = (name, value) => {
    if (/^access-control-/i.test(name)) return res;
    if (/^vary$/i.test(name) && !/origin/i.test(String(value))) value = 'Origin, ' + value;
    return setHeader.call(res, name, value);
  };
  next();
});
