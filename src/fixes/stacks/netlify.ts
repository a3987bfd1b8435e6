import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'netlify',
  title: 'Netlify Functions',
  language: 'ts',
  layer: 'platform',

  place:
    'Put this in the module of the function; then `export default withCors(async (request, context) => …)`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors(', '_headers', 'netlify.toml'],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set on the last response of the handler only: an early `return` for 401 and a thrown error have none.',
  docs: 'https://docs.netlify.com/build/functions/get-started/',
  signs: [
    { header: 'server', value: /^Netlify\b/ },
    { header: 'x-nf-request-id', value: /^\S+/ },
  ],

  verified: 'Netlify functions-dev 1.3.5',
  limits: [
    'Static files cannot handle a preflight: serve them through a function or an edge function.',
    "Don't also set CORS headers in `_headers` or netlify.toml.",
  ],
  render: (policy) =>
    lines(
      '// Not _headers: it is for static files only, and for those a preflight returns 405.',
      withCors(policy, { types: true }).trimEnd(),
    ),
} satisfies Stack as Stack;
