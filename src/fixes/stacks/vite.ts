import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'vite',
  title: 'Vite dev server',
  language: 'ts',
  layer: 'app',
  place: 'vite.config.ts; where you have one, `server.cors` goes into its object.',
  docs: 'https://vite.dev/config/server-options#server-cors',
  signs: [],
  bodies: [/\/@vite\/client/],
  verified: 'Vite 8.3.8',
  limits: ['For the dev server only; what serves the built files needs its own settings.'],
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
