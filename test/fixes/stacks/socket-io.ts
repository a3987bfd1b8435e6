import { calls, type Host } from '../host.ts';

const handshake = '/socket.io/?EIO=4&transport=polling';

export default {
  npm: { 'socket.io': '4.8.4' },
  calls: {
    put: { path: handshake, headers: calls.put.headers ?? {}, status: 200 },
    get: { ...calls.get, path: handshake },
    unauthorized: { path: handshake, status: 403 },
    missing: {
      path: '/socket.io/?EIO=4&transport=nope',
      headers: { ...calls.get.headers },
      status: 400,
    },
    crash: null,
  },
  files: (snippet, { port }) => ({
    'app.mjs': `
import { createServer } from 'node:http';
import { Server } from 'socket.io';
${snippet || 'const socketCors = undefined;'}
const httpServer = createServer((request, response) => response.writeHead(404).end());
const io = new Server(httpServer, {
  cors: socketCors,
  allowRequest: (request, done) => done(null, request.headers.authorization === 'Bearer token'),
});
io.engine.on('headers', (headers) => { headers['X-Total-Count'] = '42'; });
httpServer.listen(${port}, '127.0.0.1');
`,
  }),
  start: () => ['node', 'app.mjs'],
  version: ({ npm }) => `Socket.IO ${npm('socket.io')}`,
} satisfies Host;
