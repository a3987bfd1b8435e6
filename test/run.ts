import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import config from '../vite.config.ts';

/**
 * `npm test`: every project of the Vitest configuration is a lane; they run one after the other, and
 * the last line adds them up. `npm test -- unit extension` runs some of them.
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

let passed = 0;
let failed = 0;
let skipped = 0;
for (const lane of wanted.length > 0 ? wanted : lanes) {
  const count = runLane(lane);
  passed += count.passed;
  failed += count.failed;
  skipped += count.skipped;
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs one lane. One that breaks down, or that ran no test, counts as one failed test at least. */
function runLane(lane: string) {
  const file = `${output}${lane}.json`;
  rmSync(file, { force: true });
  console.log(`\n== ${lane}`);
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...['--project', lane],
      ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', file],
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const count = read(file);
  if (count.passed + count.failed === 0) {
    console.error(`The lane ${lane} ran no test.`);
    return { ...count, failed: 1 };
  }
  if (status !== 0 && count.failed === 0) {
    console.error(`The lane ${lane} ended with code ${status}, although no test failed.`);
    return { ...count, failed: 1 };
  }
  return count;
}

function read(file: string) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: Number(report.numPassedTests),
      failed: Number(report.numFailedTests),
      skipped: Number(report.numPendingTests) + Number(report.numTodoTests),
    };
  } catch {
    // Vitest broke down before it could report.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
