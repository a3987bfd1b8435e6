import { calls, type Host } from '../host.ts';

const body = '{"query":"{ok}"}';
const post = { ...calls.put, path: '/graphql', method: 'POST', body };

export default {
  npm: {
    '@apollo/server': '5.5.1',
    '@as-integrations/express5': '1.1.2',
    cors: '2.8.6',
    express: '5.3.0',
    graphql: '16.15.0',
  },
  calls: {
    put: post,
    // Without a type of its own a GET is taken for a forged form.
    get: { path: '/graphql?query=%7Bok%7D', headers: calls.put.headers ?? {}, status: 200 },
    unauthorized: { path: '/graphql?query=%7Bok%7D', status: 401 },
    crash: { ...post, body: '{"query":"{err}"}' },
  },
  files: (snippet, { port }) => ({
    'app.mjs': `
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
const app = express();
${snippet}
app.use('/graphql', (request, response, next) => {
  if (request.get('authorization') === 'Bearer token') return next();
  response.set('X-Total-Count', '0').status(401).send('who are you');
});
app.use((request, response, next) => { response.set('X-Total-Count', '42'); next(); });
const server = new ApolloServer({
  typeDefs: 'type Query { ok: Boolean err: Boolean }',
  resolvers: { Query: { ok: () => true, err: () => { throw new Error('crash'); } } },
});
await server.start();
app.use('/graphql', express.json(), expressMiddleware(server));
app.listen(${port}, '127.0.0.1');
`,
  }),
  start: () => ['node', 'app.mjs'],
  version: ({ npm }) => `Apollo Server ${npm('@apollo/server')}`,
} satisfies Host;
