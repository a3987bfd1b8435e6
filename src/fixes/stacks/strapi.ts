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
  onlyOnSuccess:
    'In config/middlewares, `strapi::cors` stands before `strapi::errors`, or a middleware that answers by itself stands before both: the order is logger, errors, security, cors.',
  docs: 'https://docs.strapi.io/cms/configurations/middlewares#cors',
  signs: [{ header: 'x-powered-by', value: /^Strapi\b.*/ }],
  bodies: [/^\{"data":null,"error":\{"status":\d{3},"name":"\w+Error"/],
  verified: null,
  limits: [
    'A request without an Origin gets `Access-Control-Allow-Origin: *`; no browser sends one across origins.',
    'Uploads on another host (S3, a CDN) need CORS headers of their own.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// The entry of the list. Without an origin, Strapi allows every site, with credentials.',
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
