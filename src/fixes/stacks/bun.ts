import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'bun',
  title: 'Bun',
  language: 'ts',
  layer: 'app',
  place: 'The module that serves; then `Bun.serve({ fetch: withCors(handler) })`.',
  docs: 'https://bun.com/docs/api/http',
  signs: [],
  verified: 'Bun 1.4.5',
  limits: ['Handlers under `routes` are not covered: wrap each, and its OPTIONS, in withCors.'],
  render: (policy) =>
    lines(
      '// Usage: Bun.serve({ fetch: withCors(async (request) => ...) });',
      withCors(policy, { types: true }).trimEnd(),
    ),
} satisfies Stack as Stack;
