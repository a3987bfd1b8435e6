import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'next-rewrites',
  title: "Next.js rewrites (for APIs you don't control)",
  language: 'ts',
  layer: 'app',
  kind: 'same-origin',
  place:
    "Put this in next.config.ts; if you have one, put the function `rewrites` into its object. Then call `/remote/…` from the page instead of the API's URL.",
  leftIn: 'An object with two `rewrites` uses the last one only: put both lists into one.',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites',
  signs: [],
  verified: 'Next.js 16.4.6',
  limits: [
    "A rewrite sends `Origin` and your site's cookies to the API, too. If it must not get them, call it from a route handler.",
  ],
  render: ({ server = 'https://api.example.com' }) =>
    lines(
      "import type { NextConfig } from 'next';",
      '',
      'const nextConfig: NextConfig = {',
      '  async rewrites() {',
      '    // Same origin as the page, so no CORS. Not /api: that is where your own routes are.',
      `    return [{ source: '/remote/:path*', destination: '${server}/:path*' }];`,
      '  },',
      '};',
      '',
      'export default nextConfig;',
    ),
} satisfies Stack as Stack;
