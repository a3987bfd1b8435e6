import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'strapi',
  title: 'Strapi',
  language: 'ts',
  layer: 'app',
  place:
    'config/middlewares.ts (or .js), above the list; in the list, `cors` takes the place of `strapi::cors`. Then start Strapi again.',
  existing: ["'strapi::cors'", '"strapi::cors"', "name: 'strapi::cors'"],
  leftIn:
    'A default `strapi::cors` left in the list after `cors` overrides it and allows every site, with credentials.',
  onlyOnSuccess:
    'In config/middlewares, a middleware that returns the error is listed before `strapi::cors`. Strapi’s own order is logger, errors, security, cors.',
  docs: 'https://docs.strapi.io/cms/configurations/middlewares#cors',
  signs: [{ header: 'x-powered-by', value: /^Strapi\b.*/ }],
  bodies: [/^\{"data":null,"error":\{"status":\d{3},"name":"\w+Error"/],
  verified: null,
  limits: [
    'Strapi sends `Access-Control-Allow-Origin: *` to requests without `Origin`, which no page of another origin can make.',
    'Uploads on another host (S3, a CDN) need their own CORS config.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// Without an origin list, Strapi allows every site, with credentials.',
      'const cors = {',
      "  name: 'strapi::cors',",
      '  config: {',
      `    origin: [${single(origins)}],`,
      `    methods: [${single(methods)}],`,
      `    headers: [${single(headers)}],`,
      exposed.length > 0 && `    expose: [${single(exposed)}],`,
      `    credentials: ${credentials},`,
      `    maxAge: ${maxAge},`,
      '    keepHeadersOnError: true,',
      '  },',
      '};',
    ),
} satisfies Stack as Stack;
