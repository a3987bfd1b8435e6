import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'vercel',
  title: 'Vercel Functions',
  language: 'ts',
  layer: 'platform',

  place:
    'Create cors.ts; then, in a function under api/, `export const GET = withCors(async (request) => …)` for each method, and `export { OPTIONS } from "../cors"`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set on the last response of the handler only: an early `return` for 401 and a thrown error have none.',
  docs: 'https://vercel.com/guides/how-to-enable-cors',
  signs: [
    { header: 'server', value: /^Vercel\b/ },
    { header: 'x-vercel-id', value: /^\S+/ },
  ],

  verified: '@vercel/node 24.0.0',
  limits: [
    'Paths without a function, static files included, have no headers and refuse preflights.',
    'Deployment Protection rejects preflights before the function runs: put the path on its OPTIONS Allowlist.',
    "Don't also set CORS headers in vercel.json.",
    'Next.js apps: choose Next.js instead.',
  ],
  render: (policy) =>
    lines(
      '// Not vercel.json: its headers name one fixed origin, and OPTIONS is not handled.',
      withCors(policy, { types: true, prefix: 'export ' }).trimEnd(),
      '',
      'export const OPTIONS = withCors(() => new Response(null, { status: 405 }));',
    ),
} satisfies Stack as Stack;
