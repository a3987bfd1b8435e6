import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    proxy: {
      '/api': {
        target: 'https://api.example.com',
        changeOrigin: true,
        rewrite: (path) => path.replace(/^\/api/, ''),
        configure(proxy) {
          proxy.on('proxyReq', (request) => {
            // The API need not know the page, and may refuse an origin it does not.
            request.removeHeader('origin');
            // The page's cookies are for this server. Leave the line out where the API is your own.
            request.removeHeader('cookie');
          });
        },
      },
    },
  },
});
