// npm install http-proxy-middleware        (version 3)
import { createProxyMiddleware } from 'http-proxy-middleware';

// Under the page's own origin there is no CORS. Keys for the API stay here, on the server.
app.use(
  '/api',
  createProxyMiddleware({
    target: 'https://api.example.com',
    changeOrigin: true,
    on: {
      proxyReq(request) {
        // The API need not know the page, and may refuse an origin it does not.
        request.removeHeader('origin');
        // The page's cookies are for this server. Leave the line out where the API is your own.
        request.removeHeader('cookie');
      },
    },
  }),
);
