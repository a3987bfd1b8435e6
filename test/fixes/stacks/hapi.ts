import type { Host } from '../host.ts';

export default {
  npm: { '@hapi/hapi': '21.4.10' },
  except: { preflightUnrouted: true },
  files: (snippet, { port }) => ({
    'app.mjs': `
import Hapi from '@hapi/hapi';
${snippet}
const server = Hapi.server({ port: ${port}, host: '127.0.0.1'${snippet ? ', routes: { cors: corsPolicy }' : ''} });
server.auth.scheme('token', () => ({
  authenticate: (request, h) => request.headers.authorization === 'Bearer token'
    ? h.authenticated({ credentials: {} })
    : h.response({ error: 'who are you' }).code(401).header('X-Total-Count', '0').takeover(),
}));
server.auth.strategy('token', 'token');
const auth = 'token';
server.route([
  { path: '/api/data', method: ['GET', 'PUT'], options: { auth }, handler: (request, h) => h.response({ ok: true }).header('X-Total-Count', '42') },
  { path: '/api/err', method: 'GET', options: { auth }, handler: () => { throw new Error('crash'); } },
]);
await server.start();
`,
  }),
  start: () => ['node', 'app.mjs'],
  version: ({ npm }) => `hapi ${npm('@hapi/hapi')}`,
} satisfies Host;
