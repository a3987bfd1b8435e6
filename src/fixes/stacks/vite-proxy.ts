import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'vite-proxy',
  title: 'Proxy of the Vite dev server',
  language: 'ts',
  layer: 'app',
  kind: 'same-origin',
  place: 'vite.config.ts; the page then calls `/api/…` instead of the API itself.',
  docs: 'https://vite.dev/config/server-options#server-proxy',
  signs: [],
  verified: 'Vite 8.3.8',
  limits: [
    'For development only: the built page needs a proxy of its own, or an API that allows its origin.',
  ],
  render: ({ server = 'https://api.example.com' }) =>
    lines(
      "import { defineConfig } from 'vite';",
      '',
      'export default defineConfig({',
      '  server: {',
      '    proxy: {',
      "      '/api': {",
      `        target: '${server}',`,
      '        changeOrigin: true,',
      "        rewrite: (path) => path.replace(/^\\/api/, ''),",
      '        configure(proxy) {',
      "          proxy.on('proxyReq', (request) => {",
      '            // The API need not know the page, and may refuse an origin it does not.',
      "            request.removeHeader('origin');",
      "            // The page's cookies are for this server. Leave the line out where the API is your own.",
      "            request.removeHeader('cookie');",
      '          });',
      '        },',
      '      },',
      '    },',
      '  },',
      '});',
    ),
} satisfies Stack as Stack;
