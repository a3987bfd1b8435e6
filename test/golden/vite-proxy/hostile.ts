import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    proxy: {
      // fetch('/remote/v1/items') calls https://api.example.com/v1/items
      '/remote': {
        target: 'https://api.example.com',
        changeOrigin: true,
        rewrite: (path) => path.replace(/^\/remote/, ''),
        configure(proxy) {
          proxy.on('proxyReq', (request) => {
            // The API doesn't need to know the page's origin, and may reject it.
            request.removeHeader('origin');
            // The page's cookies are for this server. Remove this line if the API is your own.
            request.removeHeader('cookie');
          });
        },
      },
    },
  },
});
