import type { Host } from '../host.ts';

export default {
  // The runtime of `netlify dev`; 2.x needs Node 22.
  npm: { '@netlify/functions-dev': '1.3.5' },
  files: (snippet, { port }) => ({
    'netlify/functions/api.mts': `
${snippet}
async function handler(request: Request) {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/api/')) return new Response('not found', { status: 404 });
  if (request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  if (pathname === '/api/err') throw new Error('crash');
  return Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } });
}
export default ${snippet ? 'withCors(handler)' : 'handler'};
export const config = { path: '/*' };
`,
    'serve.mjs': `
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { Reactive } from '@netlify/dev-utils';
import { FunctionsHandler } from '@netlify/functions-dev';
const projectRoot = import.meta.dirname;
const functions = new FunctionsHandler({
  config: new Reactive({ functions: {}, build: {} }),
  projectRoot,
  settings: {},
  geolocation: {},
  destPath: projectRoot + '/.netlify',
  userFunctionsPath: projectRoot + '/netlify/functions',
});
createServer(async (asked, response) => {
  const { method } = asked;
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: Readable.toWeb(asked), duplex: 'half' };
  const url = 'http://127.0.0.1:${port}' + asked.url;
  const request = () => new Request(url, { method, headers: asked.headers, ...body });
  const match = await functions.match(new Request(url, { method }), projectRoot + '/.netlify/build');
  const made = await match.handle(request());
  response.writeHead(made.status, [...made.headers].filter(([name]) => name !== 'content-length').flat());
  response.end(Buffer.from(await made.arrayBuffer()));
}).listen(${port}, '127.0.0.1');
`,
  }),
  start: () => ['node', 'serve.mjs'],
  version: ({ npm }) => `Netlify functions-dev ${npm('@netlify/functions-dev')}`,
} satisfies Host;
