import { comma, lines, matcher, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'next-proxy',
  title: 'Next.js (proxy.ts)',
  language: 'ts',
  layer: 'app',
  place:
    'Create proxy.ts beside the app or pages folder (up to Next.js 15: middleware.ts). If you have one, keep its code without its `export`s, paste this below, set `own` to your function, and add your paths to the matcher.',
  existing: ['Access-Control-Allow-', 'cors(', 'nextjs-cors', "from 'cors'", 'allowedOrigins'],
  leftIn:
    'A `*` left in next.config or in a route handler still applies to other origins, without credentials. With headers set in pages/api left in, the call is still blocked.',
  onlyOnSuccess:
    'The headers are set in the route handler: Next.js drops them when it throws, and its own 404 never had them.',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/proxy',
  signs: [
    { header: 'x-powered-by', value: /^Next\.js\b/ },
    { header: 'x-nextjs-cache', value: /^\w+/ },
    { header: 'x-nextjs-prerender', value: /^\w+/ },
    { header: 'vary', value: /\bnext-router-state-tree\b/i },
  ],
  bodies: [/\/_next\/static\//],
  verified: 'Next.js 16.4.6',
  limits: [
    'Next.js sets `Vary` of its own 404 page without `Origin`.',
    'A redirect in next.config (trailing slash, i18n) runs before proxy.ts, and a redirected preflight fails.',
  ],
  render: (policy) => {
    const { origins, methods, headers, exposed, credentials, maxAge } = policy;
    return lines(
      "import { type NextMiddleware, NextResponse } from 'next/server';",
      '',
      '// Your own proxy or middleware function, if you have one: `= clerkMiddleware();`',
      'const own: NextMiddleware = () => NextResponse.next();',
      '',
      'const withCors: NextMiddleware = async (request, event) => {',
      `  const allowedOrigins = [${single(origins)}];`,
      "  const origin = request.headers.get('origin') ?? '';",
      '  const allowed = allowedOrigins.includes(origin);',
      '  const preflight =',
      "    allowed && request.method === 'OPTIONS' && request.headers.has('access-control-request-method');",
      '  // A preflight has no credentials: return 204 before any authentication runs.',
      '  const result = preflight',
      '    ? new NextResponse(null, { status: 204 })',
      '    : ((await own(request, event)) ?? NextResponse.next());',
      '  const response = new NextResponse(result.body, result);',
      "  response.headers.append('Vary', 'Origin');",
      '  if (allowed) {',
      "    response.headers.set('Access-Control-Allow-Origin', origin);",
      credentials && "    response.headers.set('Access-Control-Allow-Credentials', 'true');",
      exposed.length > 0 &&
        `    response.headers.set('Access-Control-Expose-Headers', '${comma(exposed)}');`,
      '  }',
      '  if (preflight) {',
      `    response.headers.set('Access-Control-Allow-Methods', '${comma(methods)}');`,
      headers.length > 0 &&
        `    response.headers.set('Access-Control-Allow-Headers', '${comma(headers)}');`,
      `    response.headers.set('Access-Control-Max-Age', '${maxAge}');`,
      '  }',
      '  return response;',
      '};',
      '',
      'export default withCors;',
      '',
      `export const config = { matcher: ['${matcher(policy)}'] };`,
    );
  },
} satisfies Stack as Stack;
