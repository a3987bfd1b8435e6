import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'deno',
  title: 'Deno',
  language: 'ts',
  layer: 'app',
  place: 'Put this in the module that serves; then `Deno.serve(withCors(handler))`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set on the last response of the handler only: an early `return` for 401 and a thrown error have none.',
  docs: 'https://docs.deno.com/runtime/fundamentals/http_server/',
  signs: [{ header: 'server', value: /^deno\/\S*/i }],
  verified: 'Deno 2.9.6',
  limits: [],
  render: (policy) =>
    lines(
      '// Usage: Deno.serve(withCors(async (request) => ...));',
      withCors(policy, { types: true }).trimEnd(),
    ),
} satisfies Stack as Stack;
