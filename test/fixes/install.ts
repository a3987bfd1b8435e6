import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Host, Installed } from './host.ts';

const run = promisify(execFile);
const root = resolve('test/.cache');

/** Runs the works given to it one after the other. */
function inTurn() {
  let queue: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
}

/** apt holds a lock of its own; two npm at a time would only take each other's cores. */
const inDebTurn = inTurn();
const inNpmTurn = inTurn();

/** The folder that holds the host's node_modules and its runs. */
export function cacheOf(id: string, { cache = id }: Host): string {
  return join(root, cache);
}

/**
 * Installs the Debian packages of all these hosts in one go, which is many times faster than one
 * host at a time. What it could not install is missed, by name, when the host's turn comes.
 */
export function installTogether(hosts: readonly Host[]): void {
  const missing = new Set(
    hosts.flatMap(({ apt }) => apt ?? []).filter((name) => debVersion(name) === null),
  );
  if (missing.size > 0) inDebTurn(() => apt([...missing])).catch(() => undefined);
}

/** Installs what the host needs, unless it is there. Throws with the installer's last words. */
export async function install(id: string, host: Host): Promise<void> {
  if (host.apt) await inDebTurn(async () => undefined);
  const missing = (host.apt ?? []).filter((name) => debVersion(name) === null);
  if (missing.length > 0) await inDebTurn(() => apt(missing));
  if (host.npm) await inNpmTurn(() => npm(cacheOf(id, host), host.npm ?? {}));
  else mkdirSync(cacheOf(id, host), { recursive: true });
}

async function apt(names: readonly string[]): Promise<void> {
  // RUNLEVEL=1 keeps the packages' own services from starting; the lane starts its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const quiet = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=300'];
  const command = () =>
    said(
      run('apt-get', ['install', ...quiet, '--no-install-recommends', ...names], {
        env,
        maxBuffer: 1e8,
      }),
    );
  try {
    await command();
  } catch {
    // The package lists of a fresh machine are empty or old.
    await said(run('apt-get', ['update', ...quiet], { env, maxBuffer: 1e8 }));
    await command();
  }
}

async function npm(dir: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  const wanted = JSON.stringify({ private: true, type: 'module', dependencies }, null, 2);
  const done = join(dir, 'node_modules', '.installed');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'package.json'), wanted);
  const flags = [
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--legacy-peer-deps',
    '--prefer-offline',
  ];
  await said(run('npm', ['install', ...flags], { cwd: dir, maxBuffer: 1e8 }));
  writeFileSync(done, wanted);
}

/** The failure of a command, with what it printed: the exit code alone tells nobody anything. */
async function said<T>(command: Promise<T>): Promise<T> {
  return command.catch((error: { message: string; stderr?: string; stdout?: string }) => {
    throw new Error(`${error.message}\n${(error.stderr || error.stdout || '').slice(-2000)}`);
  });
}

/** The upstream part of an installed Debian package's version (1:2.3.4-5 is 2.3.4); null when absent. */
function debVersion(name: string): string | null {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is dpkg's own syntax
    const format = '${db:Status-Status} ${Version}';
    const out = execFileSync('dpkg-query', ['-W', '-f', format, name], {
      stdio: 'pipe',
    }).toString();
    const [, version] = /^installed (?:\d+:)?(.+)$/.exec(out) ?? [];
    return version?.replace(/[-+~](?:[^-]*)$/, '').replace(/[+~](?:ds|dfsg).*$/, '') ?? null;
  } catch {
    return null;
  }
}

/** The versions in a host's folder and on the machine. */
export function installed(id: string, host: Host): Installed {
  return {
    npm(name) {
      const file = join(cacheOf(id, host), 'node_modules', name, 'package.json');
      return JSON.parse(readFileSync(file, 'utf8')).version;
    },
    deb(name) {
      return debVersion(name) ?? `(${name} is not installed)`;
    },
  };
}
