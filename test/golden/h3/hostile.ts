import { handleCors } from 'h3';

// Must be the first middleware: a preflight has no credentials, and errors need the headers, too.
app.use((event) => {
  const response = handleCors(event, {
    origin: ['https://app.example.com'],
    methods: ['GET', 'PUT'],
    allowHeaders: ['content-type', 'x-ok', 'x-request-id'],
    exposeHeaders: ['x-total-count'],
    credentials: true,
    maxAge: '600',
    preflight: { statusCode: 204 },
  });
  if (response !== false) return response;
});
