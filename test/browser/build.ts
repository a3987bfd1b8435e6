import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of the built extension. */
export function distFolder(target: 'chrome' | 'firefox' = 'chrome'): string {
  return `${root}${target === 'firefox' ? 'dist-firefox' : 'dist'}`;
}

/** Builds the extension as a release is built, and returns its folder. Throws with Vite's own words. */
export function buildExtension(target: 'chrome' | 'firefox' = 'chrome'): string {
  // A process of its own: inside Vitest, Vite would build React's development version.
  const mode = target === 'firefox' ? ['--mode', 'firefox'] : [];
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', ...mode],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  return distFolder(target);
}
