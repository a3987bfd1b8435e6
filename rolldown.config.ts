import { defineConfig } from 'rolldown';
import { notices } from './notices.ts';

/** The command line: one file that needs nothing beside it. */
export default defineConfig({
  input: 'src/cli/main.ts',
  platform: 'node',
  plugins: [notices({ inside: true })],
  output: { format: 'esm', file: 'dist-cli/cors-lens.js' },
});
