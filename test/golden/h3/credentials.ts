import { handleCors } from 'h3';

// First of all middleware: a preflight carries no credentials, and errors need the headers too.
app.use((event) => {
  const answered = handleCors(event, {
    origin: ['https://app.example.com'],
    methods: ['GET', 'PUT'],
    allowHeaders: ['content-type', 'x-request-id'],
    exposeHeaders: ['etag', 'x-total-count'],
    credentials: true,
    maxAge: '600',
    preflight: { statusCode: 204 },
  });
  if (answered !== false) return answered;
});
