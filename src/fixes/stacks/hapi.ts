import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'hapi',
  title: 'hapi',
  language: 'js',
  layer: 'app',
  place: 'Put this before `Hapi.server()`, and `routes: { cors: corsPolicy }` into its options.',
  existing: ['cors:', 'Access-Control-Allow-', 'hapi-cors'],
  leftIn:
    'Where a route has a `cors` option of its own, that one counts, and the call is still blocked there.',
  onlyOnSuccess: '`cors` is an option of single routes: the 404 of an unknown path has no headers.',
  docs: 'https://hapi.dev/api/#-routeoptionscors',
  signs: [],
  bodies: [/^\{"statusCode":404,"error":"Not Found","message":"Not Found"\}/],
  verified: 'hapi 21.4.10',
  limits: [
    'A preflight for a path without a route returns 404.',
    'There is no list of methods: a preflight allows the methods that have a route.',
  ],
  render: ({ origins, headers, exposed, credentials, maxAge }) =>
    lines(
      '// For the whole server, not single routes: 404 and authentication errors need the headers, too.',
      '// const server = Hapi.server({ port, routes: { cors: corsPolicy } });',
      'const corsPolicy = {',
      `  origin: [${single(origins)}],`,
      "  // Replaces hapi's default list, so the usual names are repeated here.",
      `  headers: [${single([...new Set(['accept', 'content-type', ...headers])])}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      credentials && '  credentials: true,',
      `  maxAge: ${maxAge},`,
      '};',
    ),
} satisfies Stack as Stack;
