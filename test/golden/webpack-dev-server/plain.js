// npm install --save-dev cors        (in a CommonJS config: const cors = require("cors"))
import cors from 'cors';

// Not `headers`: those are one fixed value for every origin, and answer no preflight.
const devServer = {
  setupMiddlewares(middlewares) {
    middlewares.unshift(
      cors({
        origin: ['https://app.example.com'],
        methods: ['GET'],
        allowedHeaders: [],
        maxAge: 600,
      }),
    );
    return middlewares;
  },
};

export default { devServer };
