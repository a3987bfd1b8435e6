import { lines, proxied } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'webpack-proxy',
  title: 'webpack-dev-server proxy',
  language: 'js',
  layer: 'app',
  kind: 'same-origin',
  place:
    'Put `proxy` into the `devServer` of webpack.config.js; then call the API by its path, as the comment shows.',
  leftIn:
    'A config with two `devServer` objects uses the last one only: merge them. Entries of an old `proxy` list before this one win.',
  docs: 'https://webpack.js.org/configuration/dev-server/#devserverproxy',
  signs: [],
  verified: 'webpack-dev-server 5.2.7',
  limits: [
    'For development only: the built page needs a proxy of its own, or an API that allows its origin.',
  ],
  render: (policy) => {
    const { server = 'https://api.example.com' } = policy;
    return lines(
      '// webpack-dev-server 5 takes a list; the object of version 4 is gone.',
      'const devServer = {',
      '  proxy: [',
      '    {',
      `      // ${proxied(policy)}`,
      "      context: ['/remote'],",
      `      target: '${server}',`,
      '      changeOrigin: true,',
      "      pathRewrite: { '^/remote': '' },",
      '      onProxyReq(request) {',
      "        // The API doesn't need to know the page's origin, and may reject it.",
      "        request.removeHeader('origin');",
      "        // The page's cookies are for this server. Remove this line if the API is your own.",
      "        request.removeHeader('cookie');",
      '      },',
      '    },',
      '  ],',
      '};',
      '',
      'export default { devServer };',
    );
  },
} satisfies Stack as Stack;
