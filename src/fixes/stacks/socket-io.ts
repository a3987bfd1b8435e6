import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'socket-io',
  title: 'Socket.IO',
  language: 'js',
  layer: 'app',
  place: 'Put this before `new Server()`, and `cors: socketCors` into its options.',
  existing: ['cors:', 'origins:', 'cors }', 'Access-Control-Allow-'],
  leftIn:
    'Of two `cors` options in one object the last one counts: with the old one after this one the call is still blocked.',
  docs: 'https://socket.io/docs/v4/handling-cors/',
  signs: [{ header: 'set-cookie', value: /^io(?==[\w-]{20})/ }],
  bodies: [/^\{"code":\d,"message":"(?:Transport unknown|Session ID unknown|Bad request)"/],
  verified: 'Socket.IO 4.8.4',
  limits: ['Covers the Socket.IO path only; the HTTP routes beside it need their own config.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// const io = new Server(httpServer, { cors: socketCors });        (Socket.IO 3 and 4)',
      'const socketCors = {',
      `  origin: [${single(origins)}],`,
      `  methods: [${single([...new Set([...methods, 'POST'])])}],`,
      `  allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      credentials && '  credentials: true, // and withCredentials: true in the client',
      `  maxAge: ${maxAge},`,
      '};',
    ),
} satisfies Stack as Stack;
