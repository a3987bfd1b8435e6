import { middleware } from '../middleware.ts';
import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'nuxt',
  title: 'Nuxt, Nitro 2 (h3 1)',
  language: 'ts',
  layer: 'app',
  place: 'Create server/middleware/cors.ts (the same in Nuxt and in Nitro).',
  existing: [
    'Access-Control-Allow-',
    'cors:',
    'handleCors(',
    'appendCorsHeaders(',
    'appendCorsPreflightHeaders(',
    'cors(',
  ],
  leftIn:
    'The config still works with `routeRules` or headers of a handler left in: CORS headers that other code sets are ignored.',
  onlyOnSuccess:
    '`routeRules` and handlers set one fixed value and handle no preflight of a file such as data.get.ts.',
  docs: 'https://nitro.build/guide/middleware',
  signs: [{ header: 'x-powered-by', value: /^(?:Nuxt|Nitro)\b/ }],
  bodies: [/"statusMessage":\s*"Cannot find any (?:path|route) matching/],
  verified: 'Nitro 2.13.6 and Nuxt 4.2.0',
  limits: ['Nuxt 5 and Nitro 3 come with h3 2: choose that instead.'],
  render: (policy) =>
    lines(
      "import { defineEventHandler } from 'h3';",
      '',
      '// Not routeRules: `cors: true` there allows every origin, and handles no preflight of data.get.ts.',
      `export default defineEventHandler(${middleware(policy, {
        parameters: '{ node: { req, res } }',
        earlier: true,
        next: false,
      })});`,
    ),
} satisfies Stack as Stack;
