import type { Host } from '../host.ts';

export default {
  npm: { vite: '8.3.8' },
  cache: 'vite',
  sameOrigin: true,
  files: (snippet) => ({
    'index.html': '<!doctype html><title>page</title>',
    'vite.config.ts': snippet,
  }),
  start: ({ cache, port }) => [
    ...[`${cache}/node_modules/.bin/vite`, '--host', '127.0.0.1', '--port', String(port)],
  ],
  env: () => ({ NODE_ENV: 'development' }),
  version: ({ npm }) => `Vite ${npm('vite')}`,
} satisfies Host;
