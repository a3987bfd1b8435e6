import { double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'traefik',
  title: 'Traefik',
  language: 'yaml',
  layer: 'proxy',

  place: 'The dynamic configuration; then `middlewares: [cors]` on the router.',
  docs: 'https://doc.traefik.io/traefik/middlewares/http/headers/#cors-headers',
  signs: [],

  verified: null,
  limits: [
    'It answers preflights by itself and takes the place of the application’s Access-Control-Allow-Origin.',
    'Put it before middlewares that authenticate.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'http:',
      '  middlewares:',
      '    cors:',
      '      headers:',
      '        accessControlAllowOriginList:',
      each(origins, (origin) => `          - "${origin}"`),
      `        accessControlAllowMethods: [${double(methods)}]`,
      headers.length > 0 && `        accessControlAllowHeaders: [${double(headers)}]`,
      exposed.length > 0 && `        accessControlExposeHeaders: [${double(exposed)}]`,
      credentials && '        accessControlAllowCredentials: true',
      `        accessControlMaxAge: ${maxAge}`,
      "        # Off by default; without it a cache may serve one origin's answer to another.",
      '        addVaryHeader: true',
    ),
} satisfies Stack as Stack;
