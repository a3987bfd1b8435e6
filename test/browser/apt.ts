import { execFileSync } from 'node:child_process';

/**
 * Makes sure that a command is there. On Debian, as root, its packages (separated by spaces) are installed from the
 * distribution where it is missing; else throws with one sentence on what to install.
 */
export function ensureTool(tool: string, packages: string): void {
  const has = () => {
    try {
      execFileSync('which', [tool], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  if (process.platform === 'win32' || has()) return;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const step of ['update -qq', `install -y -qq --no-install-recommends ${packages}`]) {
      execFileSync('apt-get', step.split(' '), { stdio: ['ignore', 'ignore', 'inherit'], env });
    }
  }
  if (!has()) throw new Error(`No ${tool} found. Debian and Ubuntu: sudo apt install ${packages}.`);
}
