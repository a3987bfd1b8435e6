import { calls, type Host } from '../host.ts';

const body = '{"query":"{ok}"}';
const post = { ...calls.put, path: '/graphql', method: 'POST', body };

export default {
  npm: { 'graphql-yoga': '5.24.1', graphql: '16.15.0', tsx: '4.23.15' },
  calls: {
    put: post,
    get: { ...calls.get, path: '/graphql?query=%7Bok%7D' },
    unauthorized: { path: '/graphql?query=%7Bok%7D', status: 401 },
    crash: { ...post, body: '{"query":"{err}"}' },
  },
  files: (snippet, { port }) => ({
    'app.ts': `
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
${snippet || 'const yogaCors = false;'}
const yoga = createYoga({
  logging: false,
  cors: yogaCors,
  schema: createSchema({
    typeDefs: 'type Query { ok: Boolean err: Boolean }',
    resolvers: { Query: { ok: () => true, err: () => { throw new Error('crash'); } } },
  }),
  plugins: [
    ${snippet ? 'varyByOrigin,' : ''}
    {
      onRequest({ request, url, endResponse, fetchAPI }) {
        if (url.pathname !== '/graphql' || request.headers.get('authorization') === 'Bearer token') return;
        endResponse(new fetchAPI.Response('who are you', { status: 401, headers: { 'X-Total-Count': '0' } }));
      },
      onResponse({ response }) {
        if (response.status === 200) response.headers.set('X-Total-Count', '42');
      },
    },
  ],
});
createServer(yoga).listen(${port}, '127.0.0.1');
`,
  }),
  start: ({ cache }) => ['node', '--import', `${cache}/node_modules/tsx/dist/loader.mjs`, 'app.ts'],
  version: ({ npm }) => `GraphQL Yoga ${npm('graphql-yoga')}`,
} satisfies Host;
