import { middleware } from '../middleware.ts';
import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'webpack-dev-server',
  title: 'webpack-dev-server',
  language: 'js',
  layer: 'app',
  builtOn: 'express',
  place: 'Put `setupMiddlewares` into the `devServer` of webpack.config.js.',
  existing: ['Access-Control-Allow-', 'cors('],
  leftIn:
    'The config still works with `devServer.headers` left in: CORS headers that other code sets are ignored.',
  onlyOnSuccess:
    '`devServer.headers` is one fixed value for every origin and handles no preflight.',
  docs: 'https://webpack.js.org/configuration/dev-server/#devserversetupmiddlewares',
  signs: [],
  bodies: [/\/webpack-dev-server\/client|webpack-dev-server is running/],
  verified: 'webpack-dev-server 5.2.7',
  limits: ['For the dev server only; the server of the built files needs its own config.'],
  render: (policy) =>
    lines(
      '// Not `headers`: those are one fixed value for every origin, and handle no preflight.',
      'const devServer = {',
      '  setupMiddlewares(middlewares) {',
      `    middlewares.unshift(${middleware(policy, { indent: '    ' })});`,
      '    return middlewares;',
      '  },',
      '};',
      '',
      'export default { devServer };',
    ),
} satisfies Stack as Stack;
