// Without an origin list, Strapi allows every site, with credentials.
const cors = {
  name: 'strapi::cors',
  config: {
    origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
    methods: ['GET', 'PUT', 'DELETE'],
    headers: ['content-type', 'x-request-id'],
    expose: ['etag', 'x-total-count'],
    credentials: true,
    maxAge: 600,
    keepHeadersOnError: true,
  },
};
