// Not `headers`: those are one fixed value for every origin, and handle no preflight.
const devServer = {
  setupMiddlewares(middlewares) {
    middlewares.unshift((req, res, next) => {
      const allowedOrigins = ['https://app.example.com'];
      const origin = req.headers.origin ?? '';
      res.setHeader('Vary', 'Origin');
      if (allowedOrigins.includes(origin)) {
        res.setHeader('Access-Control-Allow-Origin', origin);
        // A preflight has no credentials: return 204 before any authentication runs.
        if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
          res.setHeader('Access-Control-Allow-Methods', 'GET');
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
    return middlewares;
  },
};

export default { devServer };
