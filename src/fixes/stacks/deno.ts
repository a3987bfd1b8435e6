import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'deno',
  title: 'Deno',
  language: 'ts',
  layer: 'app',
  place: 'The module that serves; then `Deno.serve(withCors(handler))`.',
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
