// npm install --save-dev cors        (in a CommonJS config: const cors = require("cors"))
import cors from 'cors';

// Not `headers`: those are one fixed value for every origin, and answer no preflight.
const devServer = {
  setupMiddlewares(middlewares) {
    middlewares.unshift(
      cors({
        origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
        methods: ['GET', 'PUT', 'DELETE'],
        allowedHeaders: ['content-type', 'x-request-id'],
        exposedHeaders: ['etag', 'x-total-count'],
        credentials: true,
        maxAge: 600,
      }),
    );
    return middlewares;
  },
};

export default { devServer };
