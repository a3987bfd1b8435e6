import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';
import { isolatedDeclarationSync } from 'rolldown/experimental';
import { notices } from './notices.ts';

/** Writes what the package ships beside the code: the entry's types, which import nothing of ours, and files as they are. */
function beside(entry: string | null, copies: Readonly<Record<string, string>> = {}): Plugin {
  return {
    name: 'beside',
    generateBundle() {
      for (const [fileName, from] of Object.entries(copies)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(from, 'utf8') });
      }
      if (entry === null) return;
      const { code, errors } = isolatedDeclarationSync(entry, readFileSync(entry, 'utf8'));
      const strays = code.match(/from ['"]\.[^'"]*['"]/g) ?? [];
      if (errors.length > 0 || strays.length > 0) {
        throw new Error(`The types of ${entry}: ${[...errors.map(String), ...strays].join('; ')}`);
      }
      const name = /([^/]+)\/index\.ts$/.exec(entry)?.[1];
      const fileName = name === 'cli' ? 'index.d.ts' : `${name}.d.ts`;
      this.emitFile({ type: 'asset', fileName, source: code });
    },
  };
}

const shared = { platform: 'node' as const, external: ['@playwright/test'] };

/** What the npm package holds: the command, which runs alone, and two modules with types. */
export default defineConfig([
  {
    ...shared,
    input: { 'cors-lens': 'src/cli/main.ts' },
    plugins: [
      notices({ inside: true }),
      beside(null, { 'cors-lens.schema.json': 'src/cli/cors-lens.schema.json' }),
    ],
    output: { dir: 'dist-cli', format: 'esm', codeSplitting: false },
  },
  {
    ...shared,
    input: { index: 'src/cli/index.ts' },
    plugins: [notices({ inside: true, beside: false }), beside('src/cli/index.ts')],
    output: { dir: 'dist-cli', format: 'esm', codeSplitting: false },
  },
  {
    ...shared,
    input: { playwright: 'src/playwright/index.ts' },
    plugins: [notices({ inside: true, beside: false }), beside('src/playwright/index.ts')],
    output: { dir: 'dist-cli', format: 'esm', codeSplitting: false },
  },
]);
