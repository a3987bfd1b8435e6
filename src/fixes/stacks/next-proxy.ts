import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'next-proxy',
  title: 'Next.js (proxy.ts)',
  language: 'ts',
  layer: 'app',
  place: 'A file proxy.ts beside the app folder; or these lines inside the one you have.',
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
    'Next.js writes `Vary` of its own 404 page anew, without `Origin`.',
    'A redirect of next.config (trailing slash, i18n) comes before proxy.ts and breaks a preflight.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// Next.js 16. Up to 15 the file is middleware.ts and the function is called middleware.',
      "import { type NextRequest, NextResponse } from 'next/server';",
      '',
      `const allowedOrigins = [${single(origins)}];`,
      '',
      '// Here and not in a route handler: an error thrown there goes out without its headers.',
      'export function proxy(request: NextRequest) {',
      "  const origin = request.headers.get('origin') ?? '';",
      '  const allowed = allowedOrigins.includes(origin);',
      '  const preflight =',
      "    allowed && request.method === 'OPTIONS' && request.headers.has('access-control-request-method');",
      '  // The preflight is answered before anything asks for credentials: it carries none.',
      '  const response = preflight ? new NextResponse(null, { status: 204 }) : NextResponse.next();',
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
      '}',
      '',
      "export const config = { matcher: '/api/:path*' };",
    ),
} satisfies Stack as Stack;
