// Before app.use() and guards: a preflight carries no credentials.
app.enableCors({
  origin: ['https://app.example.com'],
  // Named, because on the Fastify adapter the default is GET, HEAD and POST only.
  methods: ['GET', 'PUT'],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  credentials: true,
  maxAge: 600,
});
