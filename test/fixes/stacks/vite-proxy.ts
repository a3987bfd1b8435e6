import type { Host } from '../host.ts';

const vite = {
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

/** The API lives under /api itself: the page calls the very path it called there. */
export const underApi = {
  prefix: '',
  path: '/api/data',
  calls: {
    missing: { path: '/api/nope', headers: { authorization: 'Bearer token' }, status: 404 },
  },
} as const;

export default [vite, { ...vite, ...underApi }];
