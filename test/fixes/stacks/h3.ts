import type { Host } from '../host.ts';

export default {
  npm: { h3: '2.0.8', tsx: '4.23.15' },
  files: (snippet, { port }) => ({
    'app.ts': `
import { H3, HTTPError, serve } from 'h3';
const app = new H3();
${snippet}
app.use('/api/**', (event, next) => {
  if (event.req.headers.get('authorization') === 'Bearer token') return next();
  event.res.status = 401;
  event.res.headers.set('X-Total-Count', '0');
  return { error: 'who are you' };
});
const data = (event) => {
  event.res.headers.set('X-Total-Count', '42');
  return { ok: true };
};
app.get('/api/data', data);
app.put('/api/data', data);
app.get('/api/err', () => { throw new Error('crash'); });
serve(app, { port: ${port}, hostname: '127.0.0.1', silent: true });
`,
  }),
  start: ({ cache }) => ['node', '--import', `${cache}/node_modules/tsx/dist/loader.mjs`, 'app.ts'],
  version: ({ npm }) => `h3 ${npm('h3')}`,
} satisfies Host;
