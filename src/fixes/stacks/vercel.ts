import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'vercel',
  title: 'Vercel Functions',
  language: 'ts',
  layer: 'platform',

  place:
    'A file cors.ts; then, in a function under api/, `export const GET = withCors(async (request) => …)` for each method, and `OPTIONS` too.',
  docs: 'https://vercel.com/guides/how-to-enable-cors',
  signs: [
    { header: 'server', value: /^Vercel\b/ },
    { header: 'x-vercel-id', value: /^\S+/ },
  ],

  verified: null,
  limits: [
    'Deployment Protection refuses preflights before the function runs: put the path on its OPTIONS Allowlist.',
    'A Next.js app has entries of its own.',
  ],
  render: (policy) =>
    lines(
      '// Not vercel.json: its headers are one fixed origin, and answer no preflight.',
      withCors(policy, { types: true, prefix: 'export ' }).trimEnd(),
      '',
      'export const OPTIONS = withCors(() => new Response(null, { status: 405 }));',
    ),
} satisfies Stack as Stack;
