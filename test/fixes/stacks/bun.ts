import type { Host } from '../host.ts';
import { handler } from './deno.ts';

export default {
  npm: { bun: '1.4.5' },
  files: (snippet, { port }) => ({
    'app.ts': `${snippet}\n${handler}
Bun.serve({ port: ${port}, hostname: '127.0.0.1', development: false, fetch: ${snippet ? 'withCors(handler)' : 'handler'} });
`,
  }),
  start: ({ cache }) => [`${cache}/node_modules/.bin/bun`, 'run', 'app.ts'],
  version: ({ npm }) => `Bun ${npm('bun')}`,
} satisfies Host;
