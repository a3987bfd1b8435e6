import type { Host } from '../host.ts';

export default {
  npm: { astro: '5.18.2', '@astrojs/node': '9.5.5' },
  files: (snippet) => ({
    'package.json': '{"private":true,"type":"module"}',
    'astro.config.mjs': `
import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
export default defineConfig({ output: 'server', adapter: node({ mode: 'standalone' }) });`,
    'src/auth.ts': `
export function guarded(handler: () => Response) {
  return ({ request }: { request: Request }) =>
    request.headers.get('authorization') === 'Bearer token'
      ? handler()
      : Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
}`,
    'src/pages/api/data.ts': `
import { guarded } from '../../auth';
export const GET = guarded(() => Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } }));
export const PUT = GET;`,
    'src/pages/api/err.ts': `
import { guarded } from '../../auth';
export const GET = guarded(() => { throw new Error('crash'); });`,
    ...(snippet ? { 'src/middleware.ts': snippet } : {}),
  }),
  build: ({ cache }) => [[`${cache}/node_modules/.bin/astro`, 'build']],
  start: () => ['node', 'dist/server/entry.mjs'],
  env: ({ port }) => ({ PORT: String(port), HOST: '127.0.0.1', ASTRO_TELEMETRY_DISABLED: '1' }),
  version: ({ npm }) => `Astro ${npm('astro')}`,
} satisfies Host;
