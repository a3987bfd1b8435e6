import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import config from '../vite.config.ts';
import type { Counts } from './counts.ts';

/**
 * `npm test`: every project of the Vitest configuration is a lane; they run one after the other. The last
 * lines give each lane's time, the tests that failed, those that were retried, and the sum.
 * `npm test -- unit extension` runs some of the lanes.
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

const results = (wanted.length > 0 ? wanted : lanes).map((lane) => ({ lane, ...runLane(lane) }));
const sum = (what: 'passed' | 'failed' | 'skipped') =>
  results.reduce((total, result) => total + result[what], 0);

console.log();
for (const { lane, seconds, passed, failed } of results) {
  console.log(`${lane}: ${passed} passed, ${failed} failed in ${seconds} s`);
}
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

/** Runs one lane. One that breaks down, or that ran no test, counts as one failed test at least. */
function runLane(lane: string): Counts & { readonly seconds: number } {
  const file = `${output}${lane}.json`;
  rmSync(file, { force: true });
  console.log(`\n== ${lane}`);
  const startedAt = performance.now();
  const { status } = spawnSync(
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
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const counts = { ...read(file), seconds };
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

function read(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Vitest broke down before it could report.
    return { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };
  }
}
