import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'vite',
  title: 'Vite dev server',
  language: 'ts',
  layer: 'app',
  place: 'Put `server.cors` into the object in vite.config.ts.',
  existing: ['cors:', 'Access-Control-Allow-'],
  leftIn:
    'Of two `cors` in one object the last one counts. With CORS headers in `server.headers` left in, the call is still blocked where their values differ.',
  docs: 'https://vite.dev/config/server-options#server-cors',
  signs: [],
  bodies: [/\/@vite\/client/],
  verified: 'Vite 8.3.8',
  limits: ['For the dev server only; the server of the built files needs its own config.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      "import { defineConfig } from 'vite';",
      '',
      'export default defineConfig({',
      '  server: {',
      '    // Since 6.0.9 only localhost is allowed, without credentials. `true` would allow every site.',
      '    cors: {',
      `      origin: [${single(origins)}],`,
      `      methods: [${single(methods)}],`,
      `      allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `      exposedHeaders: [${single(exposed)}],`,
      credentials && '      credentials: true,',
      `      maxAge: ${maxAge},`,
      '    },',
      '  },',
      '});',
    ),
} satisfies Stack as Stack;
