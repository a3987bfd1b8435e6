import { spawn } from 'node:child_process';
import { inject } from 'vitest';

/** How a process ended. */
export interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the built command line; colors are those of `env` alone. */
export function run(
  args: readonly string[],
  input?: Buffer | string,
  cwd?: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Result> {
  return new Promise((resolve) => {
    const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
    const child = spawn(process.execPath, [inject('cli'), ...args], {
      cwd,
      env: { ...rest, ...env },
    });
    const result = { out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (part) => {
      result.out += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part) => {
      result.error += part;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', (code) => resolve({ ...result, code }));
  });
}
