import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'hapi',
  title: 'hapi',
  language: 'js',
  layer: 'app',
  place: 'Before `Hapi.server()`, and `routes: { cors }` among its options.',
  docs: 'https://hapi.dev/api/#-routeoptionscors',
  signs: [],
  bodies: [/^\{"statusCode":404,"error":"Not Found","message":"Not Found"\}/],
  verified: 'hapi 21.4.10',
  limits: [
    'A preflight for a path without a route gets 404.',
    'There is no list of methods: a preflight is answered for the methods that have a route.',
  ],
  render: ({ origins, headers, exposed, credentials, maxAge }) =>
    lines(
      '// For the server, not for single routes: so it covers 404 and authentication errors too.',
      '// const server = Hapi.server({ port, routes: { cors } });',
      'const cors = {',
      `  origin: [${single(origins)}],`,
      "  // This replaces hapi's own list, so it names the usual ones again.",
      `  headers: [${single([...new Set(['accept', 'content-type', ...headers])])}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      credentials && '  credentials: true,',
      `  maxAge: ${maxAge},`,
      '};',
    ),
} satisfies Stack as Stack;
