import type { Host } from '../host.ts';

const routes = {
  'middleware/z-auth.ts': `
import { defineEventHandler, setResponseHeader, setResponseStatus } from 'h3';
export default defineEventHandler((event) => {
  if (!event.path.startsWith('/api/') || event.headers.get('authorization') === 'Bearer token') return;
  setResponseHeader(event, 'X-Total-Count', '0');
  setResponseStatus(event, 401);
  return { error: 'who are you' };
});`,
  'api/data.get.ts': `
import { defineEventHandler, setResponseHeader } from 'h3';
export default defineEventHandler((event) => {
  setResponseHeader(event, 'X-Total-Count', '42');
  return { ok: true };
});`,
  'api/err.ts': `
import { defineEventHandler } from 'h3';
export default defineEventHandler(() => { throw new Error('crash'); });`,
};

function files(snippet: string) {
  const all: Record<string, string> = { ...routes, 'api/data.put.ts': routes['api/data.get.ts'] };
  if (snippet) all['middleware/cors.ts'] = snippet;
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [`server/${name}`, text]));
}

const start: Host['start'] = () => ['node', '.output/server/index.mjs'];
const env: Host['env'] = ({ port }) => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  NITRO_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
});

const nitro: Host = {
  npm: { nitropack: '2.13.6', h3: '1.15.11' },
  cache: 'nitro',
  files: (snippet) => ({
    ...files(snippet),
    'nitro.config.ts': "export default { srcDir: 'server', compatibilityDate: '2025-06-01' };",
  }),
  build: ({ cache }) => [[`${cache}/node_modules/.bin/nitropack`, 'build']],
  start,
  env,
  version: ({ npm }) => `Nitro ${npm('nitropack')}`,
};

const nuxt: Host = {
  npm: { nuxt: '4.2.0', h3: '1.15.11' },
  cache: 'nuxt',
  files: (snippet) => ({
    ...files(snippet),
    'package.json': '{"private":true,"type":"module"}',
    // Without a page of its own Nuxt responds to every path with app.vue.
    'app/pages/index.vue': '<template><p>page</p></template>',
    'nuxt.config.ts':
      "export default defineNuxtConfig({ compatibilityDate: '2025-06-01', telemetry: false });",
  }),
  build: ({ cache }) => [[`${cache}/node_modules/.bin/nuxt`, 'build']],
  start,
  env,
  version: ({ npm }) => `Nuxt ${npm('nuxt')}`,
};

export default [nitro, nuxt];
