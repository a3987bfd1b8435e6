// The entry of the list. Without an origin, Strapi allows every site, with credentials.
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
