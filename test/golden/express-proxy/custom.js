// npm install http-proxy-middleware        (version 3)
import { createProxyMiddleware } from 'http-proxy-middleware';

// Same origin as the page, so no CORS. Keys for the API stay here, on the server.
// fetch('/remote/v1/items') calls https://api.example.com/v1/items
app.use(
  '/remote',
  createProxyMiddleware({
    target: 'https://api.example.com',
    changeOrigin: true,
    on: {
      proxyReq(request) {
        // The API doesn't need to know the page's origin, and may reject it.
        request.removeHeader('origin');
        // The page's cookies are for this server. Remove this line if the API is your own.
        request.removeHeader('cookie');
      },
    },
  }),
);
