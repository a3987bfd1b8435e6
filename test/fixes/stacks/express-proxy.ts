import type { Host } from '../host.ts';

export default {
  npm: { express: '5.3.0', 'http-proxy-middleware': '3.0.10' },
  sameOrigin: true,
  files: (snippet, { port }) => ({
    'app.mjs': `
import express from 'express';
const app = express();
${snippet}
app.get('/', (request, response) => response.send('<!doctype html><title>page</title>'));
app.listen(${port}, '127.0.0.1');
`,
  }),
  start: () => ['node', 'app.mjs'],
  version: ({ npm }) =>
    `Express ${npm('express')} with http-proxy-middleware ${npm('http-proxy-middleware')}`,
} satisfies Host;
