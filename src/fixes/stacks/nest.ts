import { middleware } from '../middleware.ts';
import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

/** `app.use()` declares no types, and an import cannot stand inside the function that main.ts is. */
const typed =
  "req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse, next: () => void";

export default {
  id: 'nest',
  title: 'NestJS',
  language: 'ts',
  layer: 'app',
  builtOn: 'express',
  place:
    'Put this in main.ts, right after `const app = await NestFactory.create(AppModule)`, before any other `app.use()`.',
  existing: [
    'enableCors(',
    'cors: true',
    'cors: {',
    'cors(',
    "from 'cors'",
    "require('cors')",
    'Access-Control-Allow-',
  ],
  leftIn:
    'On Express the config still works with `enableCors()` or `cors: true` left in: CORS headers that other code sets are ignored. On Fastify the call is still blocked: the old config returns the preflight response first.',
  onlyOnSuccess:
    'An `app.use()` that authenticates stands before `enableCors()`, or `enableCors()` comes after `app.listen()`: responses sent before it have no CORS headers. Guards and exception filters always run after it.',
  docs: 'https://docs.nestjs.com/security/cors',
  signs: [],
  bodies: [/^\{"message":"Cannot [A-Z]+ \/[^"]*","error":"Not Found","statusCode":404\}/],
  verified: 'NestJS 12.5.1 on express and NestJS 12.5.1 on fastify',
  limits: [
    'A WebSocket gateway has its own config: leave `@WebSocketGateway({ cors: … })` as it is.',
  ],
  render: (policy) =>
    lines(
      '// Works on the Express and the Fastify adapter. Must come before any other app.use().',
      `app.use(${middleware(policy, { parameters: typed })});`,
    ),
} satisfies Stack as Stack;
