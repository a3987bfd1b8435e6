// Before app.use() and guards: a preflight carries no credentials.
app.enableCors({
  origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  // Named, because on the Fastify adapter the default is GET, HEAD and POST only.
  methods: ['GET', 'PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  credentials: true,
  maxAge: 600,
});
