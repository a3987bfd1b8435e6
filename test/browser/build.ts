import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is built for browsers: the extension for one of them, or the viewer as a page. */
export type BuildTarget = 'chrome' | 'firefox' | 'web';

const folders = { chrome: 'dist', firefox: 'dist-firefox', web: 'dist-web' } as const;

/** The folder of the built extension, or of the viewer's page. */
export function distFolder(target: BuildTarget = 'chrome'): string {
  return `${root}${folders[target]}`;
}

/** Builds the extension, or the viewer's page, as a release is built, and returns its folder. Throws with Vite's own words. */
export function buildExtension(target: BuildTarget = 'chrome'): string {
  // A process of its own: inside Vitest, Vite would build React's development version.
  const mode = target === 'chrome' ? [] : ['--mode', target];
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
