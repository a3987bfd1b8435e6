import type { Host } from '../host.ts';

export default {
  npm: { koa: '3.3.0', '@koa/cors': '5.0.0' },
  files: (snippet, { port }) => ({
    'app.mjs': `
import Koa from 'koa';
const app = new Koa();
app.silent = true;
${snippet}
app.use((ctx) => {
  if (!ctx.path.startsWith('/api/')) return;
  if (ctx.get('authorization') !== 'Bearer token') {
    ctx.set('X-Total-Count', '0');
    ctx.status = 401;
    ctx.body = { error: 'who are you' };
  } else if (ctx.path === '/api/err') throw new Error('crash');
  else if (ctx.path === '/api/data') {
    ctx.set('X-Total-Count', '42');
    ctx.body = { ok: true };
  }
});
app.listen(${port}, '127.0.0.1');
`,
  }),
  start: () => ['node', 'app.mjs'],
  version: ({ npm }) => `Koa ${npm('koa')}`,
} satisfies Host;
