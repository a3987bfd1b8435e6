import type { Scene } from '../brownfield.ts';
import fastify from '../stacks/fastify.ts';

const files = { 'files/a.json': '{}' };

const app = `
app.addHook('onRequest', async (request, reply) => {
  if (!request.url.startsWith('/api/') || request.headers.authorization === 'Bearer token') return;
  return reply.code(401).header('X-Total-Count', '0').send({ error: 'who are you' });
});
app.setErrorHandler((error, request, reply) => reply.code(500).send({ error: error.message }));
app.register(files, { root: process.cwd() + '/files', prefix: '/files/' });
const handler = async (request, reply) => reply.header('X-Total-Count', '42').header('Vary', 'Accept').send({ ok: true });
app.route({ method: ['GET', 'PUT', 'PATCH'], url: '/api/data', handler });
app.get('/api/err', async () => { throw new Error('crash'); });`;

export default [
  {
    name: '@fastify/cors with a list and strictPreflight',
    npm: fastify.npm,
    start: fastify.start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      'app.mjs': `
import Fastify from 'fastify';
import files from '@fastify/static';
${old("import cors from '@fastify/cors';")}
const app = Fastify();
${snippet}
${old(`await app.register(cors, {
  origin: ['${origins.old}'],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'authorization', 'x-csrf-token'],
  exposedHeaders: ['x-total-count'],
  credentials: true,
});`)}
${app}
await app.listen({ port: ${port}, host: '127.0.0.1' });
`,
    }),
  },
  {
    name: '@fastify/cors as it comes, registered last, CommonJS',
    npm: fastify.npm,
    start: () => ['node', 'app.cjs'],
    // It comes after the authentication, and refuses nothing only where that lets through.
    today: { calls: ['missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'app.cjs': `
const app = require('fastify')();
const files = require('@fastify/static');
${snippet}
${app}
${old("app.register(require('@fastify/cors'));")}
app.listen({ port: ${port}, host: '127.0.0.1' });
`,
    }),
  },
  {
    name: 'headers set by hand in hooks',
    npm: fastify.npm,
    start: fastify.start,
    today: { calls: ['file', 'missing', 'unauthorized'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'app.mjs': `
import Fastify from 'fastify';
import files from '@fastify/static';
const app = Fastify();
${snippet}
${old(`app.addHook('onRequest', async (request, reply) => {
  reply.header('Access-Control-Allow-Origin', '*');
});`)}
${app}
await app.listen({ port: ${port}, host: '127.0.0.1' });
`,
    }),
  },
] satisfies Scene[];
