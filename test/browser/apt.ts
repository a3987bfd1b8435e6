import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a command; undefined where there is none. */
export function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/** True where this process may do everything (POSIX). */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** True where a missing program can be installed from the distribution: on Debian and its kin, as root. */
export function canInstall(): boolean {
  return process.platform === 'linux' && isRoot() && onPath('apt-get') !== undefined;
}

/** Installs packages, separated by spaces. Throws where apt-get fails. */
export function installPackages(packages: string): void {
  for (const step of ['update -qq', `install -y -qq --no-install-recommends ${packages}`]) {
    execFileSync('apt-get', step.split(' '), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
}

/** Makes sure that a command is there, by its packages where it is missing; else throws with what to install. */
export function ensureTool(tool: string, packages: string): void {
  if (process.platform === 'win32' || onPath(tool)) return;
  if (canInstall()) installPackages(packages);
  if (!onPath(tool)) {
    throw new Error(`No ${tool} found. Debian and Ubuntu: sudo apt install ${packages}.`);
  }
}
