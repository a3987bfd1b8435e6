import { lines, proxied } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'vite-proxy',
  title: 'Vite dev proxy',
  language: 'ts',
  layer: 'app',
  kind: 'same-origin',
  place:
    'Put `server.proxy` into the object in vite.config.ts, beside the entries you have; then call the API by its path, as the comment shows.',
  leftIn:
    'Your other `proxy` entries still work beside it; of two with the same path the last one counts. `server.cors` can stay: it is for other origins.',
  docs: 'https://vite.dev/config/server-options#server-proxy',
  signs: [],
  verified: 'Vite 8.3.8',
  limits: [
    'For development only: the built page needs a proxy of its own, or an API that allows its origin.',
  ],
  render: (policy) => {
    const { server = 'https://api.example.com' } = policy;
    return lines(
      "import { defineConfig } from 'vite';",
      '',
      'export default defineConfig({',
      '  server: {',
      '    proxy: {',
      `      // ${proxied(policy)}`,
      "      '/remote': {",
      `        target: '${server}',`,
      '        changeOrigin: true,',
      "        rewrite: (path) => path.replace(/^\\/remote/, ''),",
      '        configure(proxy) {',
      "          proxy.on('proxyReq', (request) => {",
      "            // The API doesn't need to know the page's origin, and may reject it.",
      "            request.removeHeader('origin');",
      "            // The page's cookies are for this server. Remove this line if the API is your own.",
      "            request.removeHeader('cookie');",
      '          });',
      '        },',
      '      },',
      '    },',
      '  },',
      '});',
    );
  },
} satisfies Stack as Stack;
