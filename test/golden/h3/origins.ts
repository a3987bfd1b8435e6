import { handleCors } from 'h3';

// First of all middleware: a preflight carries no credentials, and errors need the headers too.
app.use((event) => {
  const answered = handleCors(event, {
    origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
    methods: ['GET', 'PUT', 'DELETE'],
    allowHeaders: ['content-type', 'x-request-id'],
    exposeHeaders: ['etag', 'x-total-count'],
    credentials: true,
    maxAge: '600',
    preflight: { statusCode: 204 },
  });
  if (answered !== false) return answered;
});
