const allowedOrigins = ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'];

// A function, because with a list Yoga answers other origins "null", which a sandboxed frame matches.
// Without this option at all it allows every origin, with credentials.
const cors = (request: Request) => {
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

// Yoga does not say it for a single origin; without it a cache may serve one origin the answer of another.
const varyByOrigin = {
  onResponse({ response }: { response: Response }) {
    response.headers.append('Vary', 'Origin');
  },
};
