import type { Scene } from '../brownfield.ts';
import hono from '../stacks/hono.ts';

const files = { 'files/a.json': '{}' };

const app = `
app.use('/files/*', serveStatic({ root: './' }));
app.use('/api/*', async (c, next) => {
  if (c.req.header('authorization') === 'Bearer token') return next();
  throw new HTTPException(401, { res: new Response('who are you', { status: 401, headers: { 'X-Total-Count': '0' } }) });
});
app.on(['GET', 'PUT', 'PATCH'], '/api/data', (c) => c.json({ ok: true }, 200, { 'X-Total-Count': '42', Vary: 'Accept' }));
app.get('/api/err', () => { throw new Error('crash'); });`;

const imports = `
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';`;

export default [
  {
    name: 'cors() with a list',
    npm: hono.npm,
    start: hono.start,
    today: { calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'], credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      'app.ts': `${imports}
${old("import { cors } from 'hono/cors';")}
const app = new Hono();
${snippet}
${old(`app.use(cors({
  origin: ['${origins.old}'],
  allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowHeaders: ['Content-Type', 'Authorization', 'X-CSRF-Token'],
  exposeHeaders: ['X-Total-Count'],
  credentials: true,
}));`)}
${app}
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });
`,
    }),
  },
  {
    name: 'cors() as it comes, on /api alone',
    npm: hono.npm,
    start: hono.start,
    today: { calls: ['get', 'put', 'patch', 'unauthorized', 'crash'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'app.ts': `${imports}
${old("import { cors } from 'hono/cors';")}
const app = new Hono();
${snippet}
${old("app.use('/api/*', cors());")}
${app}
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });
`,
    }),
  },
] satisfies Scene[];
