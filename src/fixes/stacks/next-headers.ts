import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'next-headers',
  title: 'Next.js (next.config)',
  language: 'ts',
  layer: 'app',
  place: 'next.config.ts; where you have one, the function `headers` goes into its object.',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/headers',
  signs: [],
  verified: 'Next.js 16.4.6',
  limits: [
    'Next.js writes `Vary` of its own 404 page anew, without `Origin`.',
    'Next.js answers the preflight of a route by itself, but after proxy.ts: one that asks for credentials must let OPTIONS pass.',
    'A preflight for a path without a route gets 404.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import type { NextConfig } from 'next';",
      '',
      'const nextConfig: NextConfig = {',
      '  async headers() {',
      '    return [',
      "      // For every origin: a cache must not serve one origin's answer to another.",
      "      { source: '/api/:path*', headers: [{ key: 'Vary', value: 'Origin' }] },",
      '      {',
      "        source: '/api/:path*',",
      '        // Only the origins listed here are answered, errors and 404 included.',
      '        has: [',
      '          {',
      "            type: 'header',",
      "            key: 'origin',",
      `            value: '(?<origin>${alternation(origins).replace(/\\/g, '\\\\')})',`,
      '          },',
      '        ],',
      '        headers: [',
      "          { key: 'Access-Control-Allow-Origin', value: ':origin' },",
      credentials && "          { key: 'Access-Control-Allow-Credentials', value: 'true' },",
      `          { key: 'Access-Control-Allow-Methods', value: '${comma(methods)}' },`,
      headers.length > 0 &&
        `          { key: 'Access-Control-Allow-Headers', value: '${comma(headers)}' },`,
      exposed.length > 0 &&
        `          { key: 'Access-Control-Expose-Headers', value: '${comma(exposed)}' },`,
      `          { key: 'Access-Control-Max-Age', value: '${maxAge}' },`,
      '        ],',
      '      },',
      '    ];',
      '  },',
      '};',
      '',
      'export default nextConfig;',
    ),
} satisfies Stack as Stack;
