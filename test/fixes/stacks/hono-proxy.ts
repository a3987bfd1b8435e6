import type { Host } from '../host.ts';
import hono from './hono.ts';

export default {
  npm: hono.npm,
  cache: 'hono',
  sameOrigin: true,
  files: (snippet, { port }) => ({
    'app.ts': `
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
const app = new Hono();
${snippet}
app.get('/', (c) => c.html('<!doctype html><title>page</title>'));
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });
`,
  }),
  start: hono.start,
  version: hono.version,
} satisfies Host;
