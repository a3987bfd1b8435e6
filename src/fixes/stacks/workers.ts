import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'workers',
  title: 'Cloudflare Workers',
  language: 'js',
  layer: 'app',
  place:
    "The Worker's module; then `export default { fetch: withCors(handler) }`, where `handler` was its fetch function.",
  docs: 'https://developers.cloudflare.com/workers/examples/cors-header-proxy/',
  signs: [{ header: ':authority', value: /\.workers\.dev$/ }],
  verified: 'workerd 1.20260120.0',
  limits: [
    'Static assets are served without the Worker: their headers stand in a `_headers` file.',
  ],
  render: (policy) =>
    lines(
      '// Usage: export default { fetch: withCors(async (request, env, ctx) => ...) };',
      withCors(policy).trimEnd(),
    ),
} satisfies Stack as Stack;
