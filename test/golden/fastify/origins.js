// npm install @fastify/cors        (version 11 for Fastify 5, version 8 for Fastify 4)
import cors from '@fastify/cors';

// Before every hook that asks for credentials: a preflight carries none.
// Name the methods: since version 11 the default is GET, HEAD and POST only.
await app.register(cors, {
  origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  methods: ['GET', 'PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  credentials: true,
  maxAge: 600,
});
