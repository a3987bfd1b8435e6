import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'next-rewrites',
  title: 'Rewrites of Next.js, for an API you cannot change',
  language: 'ts',
  layer: 'app',
  kind: 'same-origin',
  place:
    'next.config.ts; where you have one, the function `rewrites` goes into its object. The page then calls `/remote/…`.',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites',
  signs: [],
  verified: 'Next.js 16.4.6',
  limits: [
    'A rewrite passes Origin and the cookies of your site on to the API; where that must not be, write a route handler that calls it.',
  ],
  render: ({ server = 'https://api.example.com' }) =>
    lines(
      "import type { NextConfig } from 'next';",
      '',
      'const nextConfig: NextConfig = {',
      '  async rewrites() {',
      "    // Under the page's own origin there is no CORS. Not under /api: your own routes are there.",
      `    return [{ source: '/remote/:path*', destination: '${server}/:path*' }];`,
      '  },',
      '};',
      '',
      'export default nextConfig;',
    ),
} satisfies Stack as Stack;
