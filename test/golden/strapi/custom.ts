// Without an origin list, Strapi allows every site, with credentials.
const cors = {
  name: 'strapi::cors',
  config: {
    origin: ['https://app.example.com'],
    methods: ['GET', 'PURGE', 'PATCH', 'QUERY'],
    headers: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
    credentials: false,
    maxAge: 600,
    keepHeadersOnError: true,
  },
};
