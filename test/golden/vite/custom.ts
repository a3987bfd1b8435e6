import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    // Since 6.0.9 only localhost is allowed, without credentials. `true` would allow every site.
    cors: {
      origin: ['https://app.example.com'],
      methods: ['GET', 'PURGE', 'PATCH', 'QUERY'],
      allowedHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
      maxAge: 600,
    },
  },
});
