import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'astro',
  title: 'Astro',
  language: 'ts',
  layer: 'app',
  place:
    'Put this in src/middleware.ts. If you have an `onRequest`, name this one `cors` and export `sequence(cors, yours)`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set in the endpoint: an early `return` for 401, a thrown error and the 404 page have none.',
  docs: 'https://docs.astro.build/en/guides/middleware/',
  signs: [{ header: 'x-astro-reroute', value: /^no$/ }],
  bodies: [/<title>404: Not Found<\/title>/],
  verified: 'Astro 5.18.2',
  limits: [
    'Only pages and endpoints rendered on demand are covered, not prerendered files.',
    'A cross-site form POST is rejected before the middleware (security.checkOrigin); JSON is not.',
  ],
  render: (policy) =>
    lines(
      "import type { MiddlewareHandler } from 'astro';",
      '',
      withCors(policy, { types: true }).trimEnd(),
      '',
      'export const onRequest: MiddlewareHandler = ({ request }, next) => withCors(() => next())(request);',
    ),
} satisfies Stack as Stack;
