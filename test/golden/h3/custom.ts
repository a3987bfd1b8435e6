import { handleCors } from 'h3';

// First of all middleware: a preflight carries no credentials, and errors need the headers too.
app.use((event) => {
  const answered = handleCors(event, {
    origin: ['https://app.example.com'],
    methods: ['GET', 'PURGE', 'PATCH', 'QUERY'],
    allowHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
    maxAge: '600',
    preflight: { statusCode: 204 },
  });
  if (answered !== false) return answered;
});
