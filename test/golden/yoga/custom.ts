// A function: with a list, Yoga sends other origins "null", which a sandboxed frame matches.
// Without this option it allows every origin, with credentials.
const yogaCors = (request: Request) => {
  const allowedOrigins = ['https://app.example.com'];
  const origin = request.headers.get('origin') ?? '';
  return allowedOrigins.includes(origin)
    ? {
        origin,
        methods: ['GET', 'PURGE', 'PATCH', 'QUERY', 'POST'],
        allowedHeaders: ['content-type', 'authorization', 'x-api_key', 'x-request-id', 'x-tenant'],
        credentials: false,
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
