// Before app.use() and guards: a preflight carries no credentials.
app.enableCors({
  origin: ['https://app.example.com'],
  // Named, because on the Fastify adapter the default is GET, HEAD and POST only.
  methods: ['GET'],
  allowedHeaders: [],
  maxAge: 600,
});
