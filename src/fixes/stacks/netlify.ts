import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'netlify',
  title: 'Netlify Functions',
  language: 'ts',
  layer: 'platform',

  place:
    'The module of the function; then `export default withCors(async (request, context) => …)`.',
  docs: 'https://docs.netlify.com/build/functions/get-started/',
  signs: [
    { header: 'server', value: /^Netlify\b/ },
    { header: 'x-nf-request-id', value: /^\S+/ },
  ],

  verified: null,
  limits: [
    'Static files cannot answer a preflight at all: serve them through a function or an edge function.',
  ],
  render: (policy) =>
    lines(
      '// Not _headers: it is for static files only, and those answer a preflight with 405.',
      withCors(policy, { types: true }).trimEnd(),
    ),
} satisfies Stack as Stack;
