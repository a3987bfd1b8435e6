import type { Scene } from '../brownfield.ts';
import { next } from '../next.ts';

const { files, ...common } = next('', undefined);

const config = (run: Parameters<typeof files>[1]) => files('', run)['tsconfig.json'] ?? '';
const layout = (run: Parameters<typeof files>[1]) => files('', run)['app/layout.tsx'] ?? '';

/** What clerkMiddleware() and its like give: a function that asks for credentials. */
const auth = `
function authMiddleware(): NextMiddleware {
  return (request) =>
    request.headers.get('authorization') === 'Bearer token'
      ? NextResponse.next()
      : NextResponse.json({ error: 'who are you' }, { status: 401 });
}`;

export default [
  {
    name: 'a middleware of its own that authenticates, headers in next.config and in a route, outside /api',
    ...common,
    calls: {
      get: { path: '/v1/items', headers: { authorization: 'Bearer token' }, status: 200 },
      put: null,
      patch: {
        path: '/v1/items',
        method: 'PATCH',
        body: '{}',
        headers: {
          authorization: 'Bearer token',
          'content-type': 'application/json',
          'x-request-id': '1',
        },
        status: 200,
      },
      unauthorized: { path: '/v1/items', status: 401 },
      missing: { path: '/v1/nope', headers: { authorization: 'Bearer token' }, status: 404 },
      crash: { path: '/v1/err', headers: { authorization: 'Bearer token' }, status: 500 },
      file: null,
    },
    except: { missingVary: true },
    // The middleware lets no preflight pass, and a simple call gets 401.
    today: { calls: ['unauthorized'], credentials: false },
    anyOrigin: true,
    leftIn: 'public',
    files: ({ snippet, old }, run) => ({
      'tsconfig.json': config(run),
      'app/layout.tsx': layout(run),
      'next.config.ts': `
export default {
  typescript: { ignoreBuildErrors: true },
  ${old("async headers() { return [{ source: '/:path*', headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }] }]; },")}
};`,
      'app/v1/items/route.ts': `
const handler = () => Response.json({ ok: true }, { headers: { 'X-Total-Count': '42'${old(", 'Access-Control-Allow-Origin': '*'")} } });
export const GET = handler;
export const PATCH = handler;
${old("export const OPTIONS = () => new Response(null, { headers: { 'Access-Control-Allow-Origin': '*' } });")}`,
      'app/v1/err/route.ts': "export const GET = () => { throw new Error('crash'); };",
      // As `place` says: its code without `export`, the config below, `own` set to the function.
      'proxy.ts': snippet
        ? snippet.replace(
            'const own: NextMiddleware = () => NextResponse.next();',
            `const own = authMiddleware();\n${auth}`,
          )
        : `import { NextResponse } from 'next/server';\nimport type { NextMiddleware } from 'next/server';\n${auth}
export default authMiddleware();
export const config = { matcher: ['/((?!_next).*)'] };`,
    }),
  },
  {
    name: 'pages/api with headers set by hand',
    ...common,
    calls: {
      missing: { path: '/api/nope', status: 404 },
      file: null,
    },
    except: { missingVary: true },
    today: { calls: ['get', 'put', 'unauthorized'], credentials: true },
    leftIn: 'still blocked',
    files: ({ snippet, old, origins }, run) => ({
      'tsconfig.json': config(run),
      'next.config.ts': 'export default { typescript: { ignoreBuildErrors: true } };',
      'pages/index.tsx': 'export default function Page() { return <p>page</p>; }',
      'pages/api/data.ts': `
import type { NextApiRequest, NextApiResponse } from 'next';
export default function handler(request: NextApiRequest, response: NextApiResponse) {
  ${old(`response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Origin', '${origins.old}');
  response.setHeader('Access-Control-Allow-Methods', 'GET,OPTIONS,DELETE,POST,PUT');
  response.setHeader('Access-Control-Allow-Headers', 'X-CSRF-Token, Content-Type, Authorization');
  if (request.method === 'OPTIONS') return response.status(200).end();`)}
  response.setHeader('X-Total-Count', '42');
  if (request.headers.authorization !== 'Bearer token') return response.status(401).json({ error: 'who are you' });
  response.status(200).json({ ok: true });
}`,
      'pages/api/err.ts': "export default function handler() { throw new Error('crash'); }",
      ...(snippet ? { 'proxy.ts': snippet } : {}),
    }),
  },
] satisfies Scene[];
