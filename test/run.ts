import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import config from '../vite.config.ts';
import type { Counts } from './counts.ts';

/**
 * `npm test`: every project of the Vitest configuration is a lane. Those that drive a browser by hand have the machine
 * for themselves; two rows of others run beside each other at the end. The last lines give each lane's time, the tests
 * that failed, those that were retried, and the sum. `npm test -- unit extension` runs some of the lanes.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}test/output/`;
mkdirSync(output, { recursive: true });

const { test } = config({ mode: 'test', command: 'serve' });
const lanes = (test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? [String(project.test?.name)] : [],
);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((lane) => !lanes.includes(lane));
if (unknown.length > 0)
  throw new Error(`No such lane: ${unknown.join(', ')}. There are ${lanes.join(', ')}.`);

/** Nothing in them hangs on how fast something is: one row waits for servers, the other computes. */
const rows = [['fixes'], ['package', 'cli', 'oracle']];
const startedAt = performance.now();
const chosen = wanted.length > 0 ? wanted : lanes;
const results = await runRow(chosen.filter((lane) => !rows.flat().includes(lane)));
const last = rows.map((row) => row.filter((lane) => chosen.includes(lane)));
const beside = last.every(({ length }) => length > 0);
results.push(...(await Promise.all(last.map((row) => runRow(row, beside)))).flat());
const sum = (what: 'passed' | 'failed' | 'skipped') =>
  results.reduce((total, result) => total + result[what], 0);

console.log();
for (const { lane, seconds, passed, failed } of results) {
  console.log(`${lane}: ${passed} passed, ${failed} failed in ${seconds} s`);
}
console.log(`All lanes: ${secondsSince(startedAt)} s`);
for (const { lane, failures } of results) {
  for (const failure of failures) console.log(`Failed: ${lane} > ${failure}`);
}
const retried = results.flatMap(({ lane, retried }) => retried.map((name) => `${lane} > ${name}`));
if (retried.length > 0) {
  console.log(`${retried.length} retried: ${retried.join('; ')}`);
}
const skipped = sum('skipped');
console.log(
  `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = sum('failed') > 0 ? 1 : 0;

interface Result extends Counts {
  readonly lane: string;
  readonly seconds: number;
}

/** Runs lanes one after the other. `beside`: others print at the same time, so each says everything at its end. */
async function runRow(row: readonly string[], beside = false): Promise<Result[]> {
  const done: Result[] = [];
  for (const lane of row) done.push(await runLane(lane, beside));
  return done;
}

/** Runs one lane. One that breaks down, or that ran no test, counts as one failed test at least. */
async function runLane(lane: string, beside: boolean): Promise<Result> {
  const file = `${output}${lane}.json`;
  rmSync(file, { force: true });
  const heading = `\n== ${lane}`;
  if (!beside) console.log(heading);
  const laneStartedAt = performance.now();
  const vitest = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...['--project', lane],
      ...['--reporter', 'default', '--reporter', './test/counts.ts'],
    ],
    {
      cwd: root,
      env: { ...process.env, COUNTS: file },
      stdio: ['ignore', beside ? 'pipe' : 'inherit', beside ? 'pipe' : 'inherit'],
    },
  );
  const printed: string[] = [];
  for (const stream of [vitest.stdout, vitest.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    vitest.on('error', reject);
    // Not `close`: a server that a test left behind would hold the output open for ever.
    vitest.on('exit', (code) => setTimeout(resolve, 200, code));
  });
  if (beside) console.log(`${heading}\n${printed.join('')}`);
  const counts = { ...read(file), lane, seconds: secondsSince(laneStartedAt) };
  if (counts.passed + counts.failed === 0) {
    console.error(`The lane ${lane} ran no test.`);
    return { ...counts, failed: 1 };
  }
  if (status !== 0 && counts.failed === 0) {
    console.error(`The lane ${lane} ended with code ${status}, although no test failed.`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

function secondsSince(time: number): number {
  return Math.round((performance.now() - time) / 1000);
}

function read(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Vitest broke down before it could report.
    return { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };
  }
}
