import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'directus',
  title: 'Directus',
  language: 'properties',
  layer: 'app',
  place:
    'The environment of Directus: `.env`, or `environment` in docker-compose.yml. Then start it again.',
  existing: [
    'CORS_ENABLED',
    'CORS_ORIGIN',
    'CORS_METHODS',
    'CORS_ALLOWED_HEADERS',
    'CORS_EXPOSED_HEADERS',
    'CORS_CREDENTIALS',
    'CORS_MAX_AGE',
  ],
  leftIn:
    'Only one of two values takes effect: with an old `CORS_ORIGIN=true`, Directus may still allow every site, with credentials.',
  docs: 'https://directus.io/docs/configuration/security-limits#cors',
  signs: [{ header: 'x-powered-by', value: /^Directus$/ }],
  bodies: [/"extensions":\{[^}]{0,200}"code":"ROUTE_NOT_FOUND"/],
  verified: null,
  limits: [
    'The config covers the whole instance, not single collections.',
    'Cookies across sites also need `SESSION_COOKIE_SAME_SITE=none` and `SESSION_COOKIE_SECURE=true`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'CORS_ENABLED=true',
      '# Keep `array:` even for one origin: without it, Directus sends that origin to every site.',
      `CORS_ORIGIN=array:${origins.join(',')}`,
      `CORS_METHODS=array:${methods.join(',')}`,
      // Without a list, Directus allows its own default.
      headers.length > 0 && `CORS_ALLOWED_HEADERS=array:${headers.join(',')}`,
      exposed.length > 0 && `CORS_EXPOSED_HEADERS=array:${exposed.join(',')}`,
      `CORS_CREDENTIALS=${credentials}`,
      `CORS_MAX_AGE=${maxAge}`,
    ),
} satisfies Stack as Stack;
