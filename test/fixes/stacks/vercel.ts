import type { Host } from '../host.ts';

/** A function under api/, as Vercel calls it: one export for each method. */
const route = (snippet: string, methods: readonly string[], body: string) => `
${snippet && "import { withCors } from '../cors';\nexport { OPTIONS } from '../cors';"}
async function handler(request: Request) {
  if (request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  ${body}
}
${methods.map((method) => `export const ${method} = ${snippet ? 'withCors(handler)' : 'handler'};`).join('\n')}
`;

export default {
  // The runtime of `vercel dev`, which itself asks for an account.
  npm: { '@vercel/node': '24.0.0', '@vercel/build-utils': '14.21.0', typescript: '5.9.3' },
  files: (snippet, { port }) => ({
    ...(snippet ? { 'cors.ts': snippet } : {}),
    'package.json': '{"private":true}',
    'api/data.ts': route(
      snippet,
      ['GET', 'PUT'],
      "return Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } });",
    ),
    'api/err.ts': route(snippet, ['GET'], "throw new Error('crash');"),
    'serve.mjs': `
import { createServer, request } from 'node:http';
import runtime from '@vercel/node';
const workPath = import.meta.dirname;
const begin = (name) => runtime.startDevServer({
  files: {}, config: {}, meta: { isDev: true }, workPath, repoRootPath: workPath,
  entrypoint: 'api/' + name + '.ts',
});
const functions = { data: await begin('data'), err: await begin('err') };
createServer(async (asked, response) => {
  const [, name] = /^\\/api\\/(\\w+)/.exec(asked.url) ?? [];
  const { port } = await functions[name] ?? {};
  if (port === undefined) return response.writeHead(404).end('The page could not be found');
  const { method, url, headers } = asked;
  asked.pipe(request({ host: '127.0.0.1', port, method, path: url, headers }, (made) => {
    response.writeHead(made.statusCode, made.rawHeaders);
    made.pipe(response);
  }).on('error', () => {
    // A function that throws ends; the platform responds in its place, and starts it again.
    functions[name] = begin(name);
    response.writeHead(500).end('A server error has occurred');
  }));
}).listen(${port}, '127.0.0.1');
`,
  }),
  start: () => ['node', 'serve.mjs'],
  version: ({ npm }) => `@vercel/node ${npm('@vercel/node')}`,
  // Paths without a function are the platform's.
  except: { preflightUnrouted: true, missing: true },
} satisfies Host;
