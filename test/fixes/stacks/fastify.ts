import type { Host } from '../host.ts';

export default {
  npm: { fastify: '5.12.8', '@fastify/cors': '11.4.3', '@fastify/static': '10.1.11' },
  files: (snippet, { port }) => ({
    'app.mjs': `
import Fastify from 'fastify';
const app = Fastify();
${snippet}
app.addHook('onRequest', async (request, reply) => {
  if (!request.url.startsWith('/api/') || request.headers.authorization === 'Bearer token') return;
  return reply.code(401).header('X-Total-Count', '0').send({ error: 'who are you' });
});
app.get('/api/data', async (request, reply) => reply.header('X-Total-Count', '42').send({ ok: true }));
app.put('/api/data', async (request, reply) => reply.header('X-Total-Count', '42').send(request.body));
app.get('/api/err', async () => { throw new Error('crash'); });
await app.listen({ port: ${port}, host: '127.0.0.1' });
`,
  }),
  start: () => ['node', 'app.mjs'],
  version: ({ npm }) => `Fastify ${npm('fastify')}`,
} satisfies Host;
