import type { Host } from '../host.ts';
import { api } from './vite.ts';

export default {
  npm: { webpack: '5.112.1', 'webpack-dev-server': '5.2.7' },
  files: (snippet, { port }) => ({
    'api.mjs': api,
    'src/index.js': '',
    'webpack.config.js': snippet || 'export default { devServer: {} };\n',
    'serve.mjs': `
import webpack from 'webpack';
import Server from 'webpack-dev-server';
import { api } from './api.mjs';
import config from './webpack.config.js';
const { devServer } = config;
const setupMiddlewares = (middlewares, server) => {
  middlewares.unshift({ name: 'api', middleware: api });
  return devServer.setupMiddlewares?.(middlewares, server) ?? middlewares;
};
const options = { ...devServer, setupMiddlewares, port: ${port}, host: '127.0.0.1', static: false };
const compiler = webpack({ mode: 'development', infrastructureLogging: { level: 'error' } });
await new Server(options, compiler).start();
`,
  }),
  start: () => ['node', 'serve.mjs'],
  env: () => ({ NODE_ENV: 'development' }),
  version: ({ npm }) => `webpack-dev-server ${npm('webpack-dev-server')}`,
} satisfies Host;
