import type { Host } from '../host.ts';

// The token goes into the URL: a preflight that requests Authorization passes for every origin.
const data = '/api/contents/data.json?token=token';

export default {
  apt: ['python3-jupyter-server'],
  files: (snippet) => ({
    'jupyter_server_config.py': snippet,
    'files/data.json': '{}',
  }),
  start: ({ dir, port }) => [
    '/usr/bin/python3',
    '-m',
    'jupyter_server',
    `--config=${dir}/jupyter_server_config.py`,
    '--allow-root',
    '--no-browser',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.token=token',
    `--ServerApp.root_dir=${dir}/files`,
  ],
  env: ({ dir }) => ({ HOME: dir, JUPYTER_NO_CONFIG: '1' }),
  version: ({ deb }) => `Jupyter Server ${deb('python3-jupyter-server')}`,
  exposes: 'etag',
  calls: {
    put: {
      path: data,
      method: 'PUT',
      body: '{"type":"file","format":"text","content":"{}"}',
      headers: { 'content-type': 'application/json', 'x-request-id': '1' },
      status: 200,
    },
    get: { path: data, status: 200 },
    // Without the snippet 404, with it 403.
    unauthorized: null,
    missing: { path: '/api/nope?token=token', status: 404 },
    crash: null,
  },
  except: { preflightUnrouted: true },
} satisfies Host;
