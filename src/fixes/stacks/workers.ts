import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'workers',
  title: 'Cloudflare Workers',
  language: 'js',
  layer: 'app',
  place:
    "Put this in the Worker's module; then `export default { fetch: withCors(handler) }`, where `handler` is your fetch function.",
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set on the last response of the handler only: an early `return` for 401 and a thrown error have none.',
  docs: 'https://developers.cloudflare.com/workers/examples/cors-header-proxy/',
  signs: [{ header: ':authority', value: /\.workers\.dev$/ }],
  verified: 'workerd 1.20260120.0',
  limits: ['Static assets are served without the Worker: set their headers in a `_headers` file.'],
  render: (policy) =>
    lines(
      '// Usage: export default { fetch: withCors(async (request, env, ctx) => ...) };',
      withCors(policy).trimEnd(),
    ),
} satisfies Stack as Stack;
