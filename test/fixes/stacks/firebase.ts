import type { Host } from '../host.ts';

export default {
  npm: {
    '@google-cloud/functions-framework': '5.0.5',
    'firebase-functions': '7.4.0',
    'firebase-admin': '13.9.0',
    cors: '2.8.6',
  },
  files: (snippet) => ({
    'package.json': '{"private":true,"type":"module","main":"index.js"}',
    'index.js': `
import { onRequest } from 'firebase-functions/v2/https';
${snippet}
function handler(request, response) {
  if (!request.path.startsWith('/api/')) return response.status(404).send('not found');
  if (request.get('authorization') !== 'Bearer token') {
    return response.status(401).set('X-Total-Count', '0').json({ error: 'who are you' });
  }
  if (request.path === '/api/err') throw new Error('crash');
  response.set('X-Total-Count', '42').json({ ok: true });
}
export const api = onRequest((request, response) => ${
      snippet
        ? 'withCors(request, response, () => handler(request, response))'
        : 'handler(request, response)'
    });
`,
  }),
  start: ({ cache, port }) => [
    ...[`${cache}/node_modules/.bin/functions-framework`, '--target=api', `--port=${port}`],
    '--host=127.0.0.1',
  ],
  version: ({ npm }) => `firebase-functions ${npm('firebase-functions')}`,
} satisfies Host;
