import type { Host } from '../host.ts';

export default {
  npm: { hono: '4.13.19', '@hono/node-server': '2.1.8', tsx: '4.23.15' },
  files: (snippet, { port }) => ({
    'app.ts': `
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
const app = new Hono();
${snippet}
app.use('/api/*', async (c, next) => {
  if (c.req.header('authorization') === 'Bearer token') return next();
  return c.json({ error: 'who are you' }, 401, { 'X-Total-Count': '0' });
});
app.get('/api/data', (c) => c.json({ ok: true }, 200, { 'X-Total-Count': '42' }));
app.put('/api/data', (c) => c.json({ ok: true }, 200, { 'X-Total-Count': '42' }));
app.get('/api/err', () => { throw new Error('crash'); });
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });
`,
  }),
  start: ({ cache }) => ['node', '--import', `${cache}/node_modules/tsx/dist/loader.mjs`, 'app.ts'],
  version: ({ npm }) => `Hono ${npm('hono')}`,
} satisfies Host;
