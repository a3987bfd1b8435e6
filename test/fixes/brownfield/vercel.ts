import type { Scene } from '../brownfield.ts';
import vercel from '../stacks/vercel.ts';

/** A function with an export for each method. */
const route = (snippet: string, methods: readonly string[], body: string, headers: string) => `
${snippet && "import { withCors } from '../cors';\nexport { OPTIONS } from '../cors';"}
async function handler(request: Request) {
  const token = new URL(request.url).searchParams.get('token');
  if (token !== 'token' && request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  const headers = { 'X-Total-Count': '42'${headers} };
  ${body}
}
${methods.map((method) => `export const ${method} = ${snippet ? 'withCors(handler)' : 'handler'};`).join('\n')}
`;

export default [
  {
    name: 'the asterisk on successes',
    npm: vercel.npm,
    cache: 'vercel',
    start: vercel.start,
    today: { calls: ['get'], credentials: false },
    anyOrigin: true,
    // A simple request alone gets as far as the handler; other paths and files are the platform's.
    calls: { get: { path: '/api/data?token=token', status: 200 }, missing: null, file: null },
    leftIn: 'works',
    files: ({ snippet, old }, run) => ({
      ...(snippet ? { 'cors.ts': snippet } : {}),
      'package.json': '{"private":true}',
      'serve.mjs': vercel.files('', run)['serve.mjs'],
      'api/data.ts': route(
        snippet,
        ['GET', 'PUT', 'PATCH'],
        'return Response.json({ ok: true }, { headers });',
        old(", 'Access-Control-Allow-Origin': '*'"),
      ),
      'api/err.ts': route(snippet, ['GET'], "throw new Error('crash');", ''),
    }),
  },
] satisfies Scene[];
