// Without an origin list, Strapi allows every site, with credentials.
const cors = {
  name: 'strapi::cors',
  config: {
    origin: ['https://app.example.com'],
    methods: ['GET', 'PUT'],
    headers: ['content-type', 'x-ok', 'x-request-id'],
    expose: ['x-total-count'],
    credentials: true,
    maxAge: 600,
    keepHeadersOnError: true,
  },
};
