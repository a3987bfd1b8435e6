// A function: with a list, Yoga sends other origins "null", which a sandboxed frame matches.
// Without this option it allows every origin, with credentials.
const yogaCors = (request: Request) => {
  const allowedOrigins = ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'];
  const origin = request.headers.get('origin') ?? '';
  return allowedOrigins.includes(origin)
    ? {
        origin,
        methods: ['GET', 'PUT', 'DELETE', 'POST'],
        allowedHeaders: ['content-type', 'x-request-id'],
        exposedHeaders: ['etag', 'x-total-count'],
        credentials: true,
        maxAge: 600,
      }
    : false;
};

// Yoga leaves it out; without it a cache may serve one origin's response to another.
const varyByOrigin = {
  onResponse({ response }: { response: Response }) {
    response.headers.append('Vary', 'Origin');
  },
};
