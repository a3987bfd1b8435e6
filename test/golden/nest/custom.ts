// Before app.use() and guards: a preflight carries no credentials.
app.enableCors({
  origin: ['https://app.example.com'],
  // Named, because on the Fastify adapter the default is GET, HEAD and POST only.
  methods: ['GET', 'PURGE', 'PATCH', 'QUERY'],
  allowedHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
  maxAge: 600,
});
