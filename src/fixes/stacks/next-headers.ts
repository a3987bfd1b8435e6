import { alternation, comma, lines, matcher } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'next-headers',
  title: 'Next.js (next.config)',
  language: 'ts',
  layer: 'app',
  place: 'Put this in next.config.ts. If you have one, put the function `headers` into its object.',
  existing: ['Access-Control-Allow-', 'cors('],
  onlyOnSuccess:
    'The headers are set in the route handler: Next.js drops them when it throws, and its own 404 never had them.',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/headers',
  signs: [],
  verified: 'Next.js 16.4.6',
  limits: [
    'Next.js sets `Vary` of its own 404 page without `Origin`.',
    'The preflight is handled by the route, after proxy.ts: if that authenticates, let OPTIONS pass. A handler in pages/api must return 204 for OPTIONS itself.',
    'A preflight for a path without a route returns 404.',
  ],
  render: (policy) => {
    const { origins, methods, headers, exposed, credentials, maxAge } = policy;
    return lines(
      "import type { NextConfig } from 'next';",
      '',
      'const nextConfig: NextConfig = {',
      '  async headers() {',
      '    return [',
      "      // For every origin: a cache must not serve one origin's response to another.",
      `      { source: '${matcher(policy)}', headers: [{ key: 'Vary', value: 'Origin' }] },`,
      '      {',
      `        source: '${matcher(policy)}',`,
      '        // Only origins listed here get CORS headers, on errors and 404, too.',
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
    );
  },
} satisfies Stack as Stack;
