import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'nest',
  title: 'NestJS',
  language: 'ts',
  layer: 'app',
  builtOn: 'express',
  place: 'main.ts, right after `const app = await NestFactory.create(AppModule)`.',
  docs: 'https://docs.nestjs.com/security/cors',
  signs: [],
  bodies: [/^\{"message":"Cannot [A-Z]+ \/[^"]*","error":"Not Found","statusCode":404\}/],
  verified: 'NestJS 12.5.1 on express and NestJS 12.5.1 on fastify',
  limits: ['A WebSocket gateway has settings of its own: `@WebSocketGateway({ cors: … })`.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// Before app.use() and guards: a preflight carries no credentials.',
      'app.enableCors({',
      `  origin: [${single(origins)}],`,
      '  // Named, because on the Fastify adapter the default is GET, HEAD and POST only.',
      `  methods: [${single(methods)}],`,
      `  allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `  exposedHeaders: [${single(exposed)}],`,
      credentials && '  credentials: true,',
      `  maxAge: ${maxAge},`,
      '});',
    ),
} satisfies Stack as Stack;
