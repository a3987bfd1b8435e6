// npm install --save-dev cors        (in a CommonJS config: const cors = require("cors"))
import cors from 'cors';

// Not `headers`: those are one fixed value for every origin, and answer no preflight.
const devServer = {
  setupMiddlewares(middlewares) {
    middlewares.unshift(
      cors({
        origin: ['https://app.example.com'],
        methods: ['GET', 'PURGE', 'PATCH', 'QUERY'],
        allowedHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
        maxAge: 600,
      }),
    );
    return middlewares;
  },
};

export default { devServer };
