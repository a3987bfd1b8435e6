import type { Scene } from '../brownfield.ts';
import koa from '../stacks/koa.ts';

const files = { 'files/a.json': '{}' };

const app = `
app.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/files/')) return next();
  ctx.type = 'json';
  ctx.body = createReadStream('.' + ctx.path);
});
app.use((ctx, next) => {
  if (ctx.path.startsWith('/api/') && ctx.get('authorization') !== 'Bearer token') {
    ctx.throw(401, 'who are you', { headers: { 'X-Total-Count': '0' } });
  }
  return next();
});
app.use((ctx) => {
  if (ctx.path === '/api/err') throw new Error('crash');
  if (ctx.path !== '/api/data') return;
  ctx.set('X-Total-Count', '42');
  ctx.vary('Accept');
  ctx.body = { ok: true };
});`;

export default [
  {
    name: '@koa/cors for one origin, ctx.throw',
    npm: koa.npm,
    start: koa.start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      'app.mjs': `
import { createReadStream } from 'node:fs';
import Koa from 'koa';
${old("import cors from '@koa/cors';")}
const app = new Koa();
app.silent = true;
${snippet}
${old(`app.use(cors({
  origin: (ctx) => (ctx.get('Origin') === '${origins.old}' ? '${origins.old}' : ''),
  allowMethods: 'GET,POST,PUT,DELETE',
  allowHeaders: ['Content-Type', 'Authorization', 'X-CSRF-Token'],
  exposeHeaders: 'X-Total-Count',
  credentials: true,
}));`)}
${app}
app.listen(${port}, '127.0.0.1');
`,
    }),
  },
  {
    name: 'headers set by hand, which ctx.throw drops, CommonJS',
    npm: koa.npm,
    start: () => ['node', 'app.cjs'],
    today: { calls: ['missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'app.cjs': `
const { createReadStream } = require('node:fs');
const Koa = require('koa');
const app = new Koa();
app.silent = true;
${snippet}
${old(`app.use(async (ctx, next) => {
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.set('Access-Control-Allow-Headers', 'Content-Type');
  await next();
});`)}
${app}
app.listen(${port}, '127.0.0.1');
`,
    }),
  },
] satisfies Scene[];
