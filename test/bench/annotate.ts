import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { best, type Figure } from './figure.ts';
import { type Shape, textOf } from './sessions.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What one process cost: seconds, and megabytes at most. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

/** A session to annotate, and what it may cost over the floor. */
interface Task {
  readonly shape: Shape;
  readonly entries: number;
  readonly target: number | null;
}

const tasks: readonly Task[] = [
  { shape: 'usual', entries: 5_000, target: null },
  { shape: 'usual', entries: 40_000, target: 2 },
  { shape: 'usual', entries: 200_000, target: null },
  { shape: 'dense', entries: 5_000, target: null },
  { shape: 'dense', entries: 40_000, target: 4 },
  { shape: 'large-bodies', entries: 400, target: 2 },
];

/** Sessions whose cost per entry must not grow with their number, and the two sizes that are compared. */
const growing: readonly [Shape, number, number][] = [
  ['usual', 5_000, 40_000],
  ['dense', 5_000, 40_000],
  ['redirects', 4_000, 32_000],
  ['preflights', 2_500, 10_000],
];

/**
 * The command line's `annotate` against reading, parsing, stringifying and writing the same file. Best of `runs`.
 * The files are written to `folder` and stay there for other figures.
 */
export async function annotateFigures(folder: string, runs: number): Promise<Figure[]> {
  mkdirSync(folder, { recursive: true });
  const cli = join(folder, 'cors-lens.js');
  execFileSync(
    process.execPath,
    [
      'node_modules/rolldown/bin/cli.mjs',
      'src/cli/main.ts',
      '--platform',
      'node',
      '--format',
      'esm',
      '--file',
      cli,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const output = join(folder, 'output.har');
  // 1: something in the file was blocked, which is no fault of the command.
  const annotate = (file: string) => cost([cli, 'annotate', file, '-o', output], runs, [0, 1]);
  const figures: Figure[] = [];
  for (const { shape, entries, target } of tasks) {
    const file = await fileOf(folder, shape, entries);
    const floor = cost([join(here, 'floor.mjs'), file, output], runs, [0]);
    const ours = annotate(file);
    const name = `${shape}, ${entries.toLocaleString('en')} entries`;
    const over = (what: keyof Cost) => ours[what] / floor[what];
    figures.push(
      { part: 'annotate', name: `${name}: wall`, value: over('wall'), unit: '×', target },
      { part: 'annotate', name: `${name}: CPU`, value: over('cpu'), unit: '×', target: null },
      {
        part: 'annotate',
        name: `${name}: memory`,
        value: over('memory'),
        unit: '×',
        target: entries === 5_000 ? null : 0.6,
      },
    );
    if (entries > 100_000) rmSync(file);
  }
  const start = annotate(await fileOf(folder, 'usual', 0)).cpu;
  for (const [shape, few, many] of growing) {
    const each = async (entries: number) =>
      (annotate(await fileOf(folder, shape, entries)).cpu - start) / entries;
    const value = (await each(many)) / (await each(few));
    const name = `${shape}, cost per entry at ${many.toLocaleString('en')} over ${few.toLocaleString('en')}: CPU`;
    figures.push({ part: 'growth', name, value, unit: '×', target: 1.1 });
  }
  rmSync(output, { force: true });
  return figures;
}

/** The file of such a session; written where it is not there yet. */
export async function fileOf(folder: string, shape: Shape, entries: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${shape}-${entries}.har`);
  await pipeline(Readable.from(textOf(shape, entries)), createWriteStream(file));
  return file;
}

function cost(args: readonly string[], runs: number, fine: readonly number[]): Cost {
  const costs = Array.from({ length: runs }, (): Cost => {
    const began = performance.now();
    const { status, output, stderr } = spawnSync(
      process.execPath,
      ['--require', join(here, 'probe.cjs'), ...args],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' },
    );
    const wall = (performance.now() - began) / 1000;
    if (status === null || !fine.includes(status)) throw new Error(`${args.join(' ')}: ${stderr}`);
    return { ...(JSON.parse(output[3] ?? '') as Omit<Cost, 'wall'>), wall };
  });
  return {
    cpu: best(costs, ({ cpu }) => cpu).cpu,
    wall: best(costs, ({ wall }) => wall).wall,
    memory: best(costs, ({ memory }) => memory).memory,
  };
}
