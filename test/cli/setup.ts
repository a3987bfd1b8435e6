import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built command line, alone in a folder without node_modules or package.json. */
    cli: string;
  }
}

/** The lane runs what a user installs, so it is built afresh, and moved away from everything else. */
export default function setup({ provide }: TestProject) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build:cli'], { cwd: root, stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'cors-lens-cli-'));
  const cli = join(folder, 'cors-lens.mjs');
  copyFileSync(join(root, 'dist-cli/cors-lens.js'), cli);
  provide('cli', cli);
  return () => rmSync(folder, { recursive: true, force: true });
}
