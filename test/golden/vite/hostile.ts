import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    // Since 6.0.9 only localhost is allowed, without credentials. `true` would allow every site.
    cors: {
      origin: ['https://app.example.com'],
      methods: ['GET', 'PUT'],
      allowedHeaders: ['content-type', 'x-ok', 'x-request-id'],
      exposedHeaders: ['x-total-count'],
      credentials: true,
      maxAge: 600,
    },
  },
});
