import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'bun',
  title: 'Bun',
  language: 'ts',
  layer: 'app',
  place: 'Put this in the module that serves; then `Bun.serve({ fetch: withCors(handler) })`.',
  existing: ['Access-Control-Allow-', 'corsHeaders', 'cors('],
  leftIn:
    'The config still works with CORS headers that the handler sets itself: they are replaced.',
  onlyOnSuccess:
    'The headers are set on the last response of the handler only: an early `return` for 401 and a thrown error have none.',
  docs: 'https://bun.com/docs/api/http',
  signs: [],
  verified: 'Bun 1.4.5',
  limits: ['Handlers under `routes` are not covered: wrap each one, and its OPTIONS, in withCors.'],
  render: (policy) =>
    lines(
      '// Usage: Bun.serve({ fetch: withCors(async (request) => ...) });',
      withCors(policy, { types: true }).trimEnd(),
    ),
} satisfies Stack as Stack;
