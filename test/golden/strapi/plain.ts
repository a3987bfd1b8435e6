// Without an origin list, Strapi allows every site, with credentials.
const cors = {
  name: 'strapi::cors',
  config: {
    origin: ['https://app.example.com'],
    methods: ['GET'],
    headers: [],
    credentials: false,
    maxAge: 600,
    keepHeadersOnError: true,
  },
};
