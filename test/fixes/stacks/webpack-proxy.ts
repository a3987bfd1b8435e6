import type { Host } from '../host.ts';
import webpack from './webpack-dev-server.ts';

export default {
  npm: webpack.npm,
  cache: 'webpack-dev-server',
  sameOrigin: true,
  files: (snippet, { port }) => ({
    'src/index.js': '',
    'html/index.html': '<!doctype html><title>page</title>',
    'webpack.config.js': snippet,
    'serve.mjs': `
import webpack from 'webpack';
import Server from 'webpack-dev-server';
import config from './webpack.config.js';
const options = { ...config.devServer, port: ${port}, host: '127.0.0.1', static: 'html' };
const compiler = webpack({ mode: 'development', infrastructureLogging: { level: 'error' } });
await new Server(options, compiler).start();
`,
  }),
  start: () => ['node', 'serve.mjs'],
  env: () => ({ NODE_ENV: 'development' }),
  version: ({ npm }) => `webpack-dev-server ${npm('webpack-dev-server')}`,
} satisfies Host;
