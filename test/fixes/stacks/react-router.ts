import type { Host } from '../host.ts';

const version = '7.18.4';

function route(snippet: string, body: string) {
  return `
${snippet ? "import { cors } from '../cors';" : ''}
async function handler({ request }: { request: Request }) {
  if (request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  ${body}
}
export const loader = ${snippet ? 'cors(handler)' : 'handler'};
export const action = ${snippet ? 'cors(handler)' : 'handler'};
`;
}

export default {
  npm: {
    '@react-router/dev': version,
    '@react-router/node': version,
    '@react-router/serve': version,
    'react-router': version,
    isbot: '5.2.3',
    react: '19.3.1',
    'react-dom': '19.3.1',
    vite: '7.3.8',
  },
  except: { missing: true, preflightUnrouted: true },
  files: (snippet) => ({
    'package.json': JSON.stringify({
      private: true,
      type: 'module',
      // Without them the build asks for an entry.server of one's own.
      dependencies: { '@react-router/node': '*', isbot: '*' },
    }),
    'vite.config.js':
      "import { reactRouter } from '@react-router/dev/vite';\nexport default { plugins: [reactRouter()] };",
    'app/routes.ts':
      "export default [\n  { path: 'api/data', file: 'routes/data.ts' },\n  { path: 'api/err', file: 'routes/err.ts' },\n];",
    'app/root.tsx': `
import { Outlet, Scripts } from 'react-router';
export default function Root() {
  return <html lang="en"><body><Outlet /><Scripts /></body></html>;
}`,
    'app/routes/data.ts': route(
      snippet,
      "return Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } });",
    ),
    'app/routes/err.ts': route(snippet, "throw new Error('crash');"),
    ...(snippet ? { 'app/cors.ts': snippet } : {}),
  }),
  build: ({ cache }) => [[`${cache}/node_modules/.bin/react-router`, 'build']],
  start: ({ cache }) => [`${cache}/node_modules/.bin/react-router-serve`, 'build/server/index.js'],
  env: ({ port }) => ({ PORT: String(port), HOST: '127.0.0.1' }),
  version: ({ npm }) => `React Router ${npm('react-router')}`,
} satisfies Host;
