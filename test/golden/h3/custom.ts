import { handleCors } from 'h3';

// Must be the first middleware: a preflight has no credentials, and errors need the headers, too.
app.use((event) => {
  const response = handleCors(event, {
    origin: ['https://app.example.com'],
    methods: ['GET', 'PURGE', 'PATCH', 'QUERY'],
    allowHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
    maxAge: '600',
    preflight: { statusCode: 204 },
  });
  if (response !== false) return response;
});
