import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'fastify',
  title: 'Fastify',
  language: 'js',
  layer: 'app',
  place: 'Right after `const app = Fastify()`, before every route, hook and other plugin.',
  docs: 'https://github.com/fastify/fastify-cors#readme',
  signs: [],
  bodies: [/"message":"Route [A-Z]+:[^"]* not found"/],
  verified: 'Fastify 5.12.8 with @fastify/cors 11.4.3',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// npm install @fastify/cors        (version 11 for Fastify 5, version 8 for Fastify 4)',
      "import cors from '@fastify/cors';",
      '',
      '// Before every hook that asks for credentials: a preflight carries none.',
      '// Name the methods: since version 11 the default is GET, HEAD and POST only.',
      'await app.register(cors, {',
      `  origin: [${single(origins)}],`,
      `  methods: [${single(methods)}],`,
      `  allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      credentials && '  credentials: true,',
      `  maxAge: ${maxAge},`,
      '});',
    ),
} satisfies Stack as Stack;
