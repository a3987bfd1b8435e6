import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'webpack-proxy',
  title: 'Proxy of webpack-dev-server',
  language: 'js',
  layer: 'app',
  kind: 'same-origin',
  place: 'webpack.config.js; the page then calls `/api/…` instead of the API itself.',
  docs: 'https://webpack.js.org/configuration/dev-server/#devserverproxy',
  signs: [],
  verified: 'webpack-dev-server 5.2.7',
  limits: [
    'For development only: the built page needs a proxy of its own, or an API that allows its origin.',
  ],
  render: ({ server = 'https://api.example.com' }) =>
    lines(
      '// webpack-dev-server 5: a list. The object of version 4 is gone.',
      'const devServer = {',
      '  proxy: [',
      '    {',
      "      context: ['/api'],",
      `      target: '${server}',`,
      '      changeOrigin: true,',
      "      pathRewrite: { '^/api': '' },",
      '      onProxyReq(request) {',
      '        // The API need not know the page, and may refuse an origin it does not.',
      "        request.removeHeader('origin');",
      "        // The page's cookies are for this server. Leave the line out where the API is your own.",
      "        request.removeHeader('cookie');",
      '      },',
      '    },',
      '  ],',
      '};',
      '',
      'export default { devServer };',
    ),
} satisfies Stack as Stack;
