import type { Host } from '../host.ts';

/** Answers the calls from inside a dev server, behind its own CORS middleware. */
export const api = `
export function api(request, response, next) {
  const path = request.originalUrl ?? request.url;
  const end = (status, count) => {
    response.statusCode = status;
    if (count) response.setHeader('X-Total-Count', count);
    response.setHeader('Content-Type', 'application/json');
    response.end('{}');
  };
  if (path === '/nope') end(404);
  else if (!path.startsWith('/api/')) next();
  else if (request.headers.authorization !== 'Bearer token') end(401, '0');
  else if (path === '/api/err') next(new Error('crash'));
  else end(200, '42');
}
`;

export default {
  npm: { vite: '8.3.8' },
  files: (snippet, { port }) => ({
    'api.mjs': api,
    'index.html': '<!doctype html><title>page</title>',
    'vite.config.ts': snippet || 'export default {};\n',
    'serve.mjs': `
import { createServer } from 'vite';
import { api } from './api.mjs';
const server = await createServer({
  appType: 'mpa',
  logLevel: 'silent',
  server: { port: ${port}, host: '127.0.0.1', strictPort: true, hmr: { overlay: false } },
  plugins: [{ name: 'api', configureServer: ({ middlewares }) => void middlewares.use(api) }],
});
await server.listen();
`,
  }),
  start: () => ['node', 'serve.mjs'],
  env: () => ({ NODE_ENV: 'development' }),
  version: ({ npm }) => `Vite ${npm('vite')}`,
} satisfies Host;
