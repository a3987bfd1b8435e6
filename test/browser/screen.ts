import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

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
  for (const tool of ['Xvfb', 'xdotool']) ensure(tool);
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

function ensure(tool: string): void {
  const has = () => {
    try {
      execFileSync('which', [tool], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  if (has()) return;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const step of ['update -qq', 'install -y -qq --no-install-recommends xvfb xdotool']) {
      execFileSync('apt-get', step.split(' '), { stdio: ['ignore', 'ignore', 'inherit'], env });
    }
  }
  if (!has())
    throw new Error(`No ${tool} found. Debian and Ubuntu: sudo apt install xvfb xdotool.`);
}
