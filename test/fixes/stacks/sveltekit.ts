import type { Host } from '../host.ts';

export default {
  npm: {
    '@sveltejs/kit': '2.70.4',
    '@sveltejs/adapter-node': '5.5.7',
    '@sveltejs/vite-plugin-svelte': '6.2.3',
    svelte: '5.57.3',
    vite: '7.3.8',
  },
  files: (snippet) => ({
    'package.json': '{"private":true,"type":"module"}',
    'svelte.config.js':
      "import adapter from '@sveltejs/adapter-node';\nexport default { kit: { adapter: adapter() } };",
    'vite.config.js':
      "import { sveltekit } from '@sveltejs/kit/vite';\nexport default { plugins: [sveltekit()] };",
    'src/app.html':
      '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
    'src/routes/+page.svelte': '<p>page</p>',
    'src/auth.ts': `
export function guarded(handler: () => Response) {
  return ({ request }: { request: Request }) =>
    request.headers.get('authorization') === 'Bearer token'
      ? handler()
      : Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
}`,
    'src/routes/api/data/+server.ts': `
import { guarded } from '../../../auth';
export const GET = guarded(() => Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } }));
export const PUT = GET;`,
    'src/routes/api/err/+server.ts': `
import { guarded } from '../../../auth';
export const GET = guarded(() => { throw new Error('crash'); });`,
    ...(snippet ? { 'src/hooks.server.ts': snippet } : {}),
  }),
  build: ({ cache }) => [[`${cache}/node_modules/.bin/vite`, 'build']],
  start: () => ['node', 'build/index.js'],
  env: ({ port }) => ({ PORT: String(port), HOST: '127.0.0.1' }),
  version: ({ npm }) => `SvelteKit ${npm('@sveltejs/kit')}`,
} satisfies Host;
