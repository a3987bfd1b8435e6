import { comma, lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'fastify',
  title: 'Fastify',
  language: 'js',
  layer: 'app',
  place: 'Put this right after `const app = Fastify()`, before any other hook, plugin or route.',
  existing: ['@fastify/cors', 'fastify-cors', '(cors', 'Access-Control-Allow-'],
  leftIn:
    'The config still works with `@fastify/cors` left in: the headers that it or other code sets are replaced.',
  onlyOnSuccess:
    '`@fastify/cors` is registered after the hook that authenticates, or inside a plugin whose routes alone it covers; 404 and errors from outside it have no CORS headers.',
  docs: 'https://github.com/fastify/fastify-cors#readme',
  signs: [],
  bodies: [/"message":"Route [A-Z]+:[^"]* not found"/],
  verified: 'Fastify 5.12.8',
  limits: ['A response written to `reply.raw` is not covered: set the headers there too.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// Fastify 3 to 5, without a package. Must come before all other hooks and plugins.',
      "app.addHook('onRequest', async (request, reply) => {",
      '  // A preflight has no credentials: return 204 before any authentication runs.',
      "  if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {",
      '    return reply.code(204).send();',
      '  }',
      '});',
      "app.addHook('onSend', async (request, reply) => {",
      `  const allowedOrigins = [${single(origins)}];`,
      "  const origin = request.headers.origin ?? '';",
      '  // Replaces CORS headers set elsewhere: sent twice, they would fail the check.',
      '  for (const name of Object.keys(reply.getHeaders())) {',
      "    if (name.startsWith('access-control-')) reply.removeHeader(name);",
      '  }',
      "  const vary = String(reply.getHeader('vary') ?? '');",
      "  if (!/origin/i.test(vary)) reply.header('vary', vary ? vary + ', Origin' : 'Origin');",
      '  if (!allowedOrigins.includes(origin)) return;',
      "  reply.header('access-control-allow-origin', origin);",
      credentials && "  reply.header('access-control-allow-credentials', 'true');",
      exposed.length > 0 && `  reply.header('access-control-expose-headers', '${comma(exposed)}');`,
      "  if (request.method === 'OPTIONS') {",
      `    reply.header('access-control-allow-methods', '${comma(methods)}');`,
      headers.length > 0 &&
        `    reply.header('access-control-allow-headers', '${comma(headers)}');`,
      `    reply.header('access-control-max-age', '${maxAge}');`,
      '  }',
      '});',
    ),
} satisfies Stack as Stack;
