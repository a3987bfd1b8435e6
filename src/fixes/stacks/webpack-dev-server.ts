import { lines, single } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'webpack-dev-server',
  title: 'webpack-dev-server',
  language: 'js',
  layer: 'app',
  place: 'webpack.config.js; where you have a `devServer`, the function goes into it.',
  docs: 'https://webpack.js.org/configuration/dev-server/#devserversetupmiddlewares',
  signs: [],
  bodies: [/\/webpack-dev-server\/client|webpack-dev-server is running/],
  verified: 'webpack-dev-server 5.2.7 with cors 2.8.6',
  limits: ['For the dev server only; what serves the built files needs its own settings.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '// npm install --save-dev cors        (in a CommonJS config: const cors = require("cors"))',
      "import cors from 'cors';",
      '',
      '// Not `headers`: those are one fixed value for every origin, and answer no preflight.',
      'const devServer = {',
      '  setupMiddlewares(middlewares) {',
      '    middlewares.unshift(',
      '      cors({',
      `        origin: [${single(origins)}],`,
      `        methods: [${single(methods)}],`,
      `        allowedHeaders: [${single(headers)}],`,
      exposed.length > 0 && `        exposedHeaders: [${single(exposed)}],`,
      credentials && '        credentials: true,',
      `        maxAge: ${maxAge},`,
      '      }),',
      '    );',
      '    return middlewares;',
      '  },',
      '};',
      '',
      'export default { devServer };',
    ),
} satisfies Stack as Stack;
