import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ensureTool } from './apt.ts';

/** A screen that nobody sees, with a keyboard: what a browser asks in a window of its own can be answered on it. */
export interface Screen {
  /** Presses keys, one after the other, as the user of what has the focus. */
  press(...keys: string[]): void;
  close(): void;
}

/**
 * Starts Xvfb, and lets browsers started from here show their windows on it. On Debian, as root, what is missing is
 * installed from the distribution; else throws with one sentence on what to install.
 */
export async function startScreen(): Promise<Screen> {
  for (const tool of ['Xvfb', 'xdotool']) ensureTool(tool, 'xvfb xdotool');
  // It chooses a free number itself, and writes it down when it is ready.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [number] = await once(server.stdio[3] as Readable, 'data');
  const display = `:${String(number).trim()}`;
  const before = process.env.DISPLAY;
  process.env.DISPLAY = display;
  return {
    press: (...keys) => {
      execFileSync('xdotool', ['key', '--delay', '120', ...keys]);
    },
    close() {
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
      server.kill();
    },
  };
}
