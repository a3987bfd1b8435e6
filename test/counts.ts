import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What became of the tests of one lane. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Full names of the tests that failed, with the first line of what was wrong. */
  readonly failures: readonly string[];
  /** Full names of the tests that ran more than once, whatever became of them. */
  readonly retried: readonly string[];
}

/** The longest part of an error's first line that is kept. */
const longest = 300;

/** Writes the counts of a run as JSON to the file that `COUNTS` names. Vitest's own report leaves retries out. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.COUNTS;
    if (file === undefined) throw new Error('COUNTS names no file to write to.');
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const having = (state: string) => tests.filter((test) => test.result().state === state).length;
    const counts: Counts = {
      passed: having('passed'),
      failed: having('failed'),
      skipped: having('skipped'),
      failures: tests.flatMap((test) => {
        const { state, errors } = test.result();
        if (state !== 'failed') return [];
        const [first = ''] = (errors[0]?.message ?? '').split('\n');
        return [`${test.fullName}: ${first.slice(0, longest)}`];
      }),
      retried: tests
        .filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0)
        .map((test) => test.fullName),
    };
    writeFileSync(file, JSON.stringify(counts));
  }
}
