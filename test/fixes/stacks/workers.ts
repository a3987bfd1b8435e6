import type { Host } from '../host.ts';

export default {
  npm: { workerd: '1.20260120.0' },
  files: (snippet, { port }) => ({
    'worker.mjs': `
${snippet}
async function handler(request) {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/api/')) return new Response('not found', { status: 404 });
  if (request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  if (pathname === '/api/err') throw new Error('crash');
  return Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } });
}
export default { fetch: ${snippet ? 'withCors(handler)' : 'handler'} };
`,
    'config.capnp': `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.mjs")],
    compatibilityDate = "2025-06-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`,
  }),
  start: ({ cache }) => [`${cache}/node_modules/.bin/workerd`, 'serve', 'config.capnp'],
  version: ({ npm }) => `workerd ${npm('workerd')}`,
} satisfies Host;
