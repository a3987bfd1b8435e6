import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'next-route',
  title: 'Next.js (one route handler)',
  language: 'ts',
  layer: 'app',
  place:
    'A file lib/cors.ts; then, in route.ts, `export const GET = withCors(async (request) => …)` for each method, and `export { OPTIONS } from "@/lib/cors"`.',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/route#cors',
  signs: [],
  verified: 'Next.js 16.4.6',
  limits: [
    'Only routes wrapped this way are covered; a path without a route gets 404 without the headers.',
  ],
  render: (policy) =>
    lines(
      "import { unstable_rethrow } from 'next/navigation';",
      '',
      withCors(policy, {
        types: true,
        prefix: 'export ',
        rethrow:
          'unstable_rethrow(error); // redirect() and notFound() are errors for Next.js itself',
      }).trimEnd(),
      '',
      '// Next.js would answer OPTIONS by itself, without these headers.',
      'export const OPTIONS = withCors(() => new Response(null, { status: 405 }));',
    ),
} satisfies Stack as Stack;
