import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The panel's gallery, as `npm run gallery` shows it. */
export interface Gallery {
  /** The page of a state, without the gallery's own navigation. */
  address(state: string, theme: 'light' | 'dark'): string;
  close(): Promise<void>;
}

/** Builds the gallery and serves it on a free port of this machine. */
export async function serveGallery(): Promise<Gallery> {
  // A process of its own: inside Vitest, Vite would build React's development version.
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--mode', 'gallery', '--logLevel', 'warn'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const server = await preview({
    root,
    mode: 'gallery',
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('The gallery is not served.');
  return {
    address: (state, theme) =>
      `http://127.0.0.1:${address.port}/test/gallery.html?${new URLSearchParams({ state, theme, bare: '' })}`,
    close: () => server.close(),
  };
}
