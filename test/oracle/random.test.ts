import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case } from './case.ts';
import { type Difference, table } from './compare.ts';
import { describeDifference, type Lab, type Outcome, startLab } from './lab.ts';
import { randomCases } from './random.ts';
import { shrink } from './shrink.ts';

/**
 * ORACLE_SEED: another set of cases, `random` for one that nobody saw. ORACLE_COUNT: how many.
 * A case that fails is shrunk and written to fixtures/, where the fixed lane finds it from then on.
 */
const seed =
  process.env.ORACLE_SEED === 'random'
    ? Math.floor(Math.random() * 2 ** 31)
    : Number(process.env.ORACLE_SEED ?? 1);
const count = Number(process.env.ORACLE_COUNT ?? 400);
const cases = randomCases(seed, count);

let lab: Lab;
let outcomes: Map<string, Outcome>;
let all: Difference[];

beforeAll(async () => {
  lab = await startLab();
  console.log(`${count} random cases, seed ${seed}, in ${lab.chromium.version}`);
  outcomes = await lab.judge(cases);
  all = [...outcomes.values()].flatMap(({ differences }) => differences);
  console.log(table(all));
});
afterAll(() => lab?.close());

test('every request came to an end', () => {
  const lost = [...outcomes].filter(([, outcome]) => outcome.lost).map(([id]) => cases.get(id));
  expect(lost).toEqual([]);
  expect(outcomes.size).toBe(count);
});

test('nothing wrong and certain, nothing missed, no false alarm', {
  timeout: 900_000,
}, async () => {
  const failing = [...outcomes].filter(([, outcome]) => isFailing(outcome)).slice(0, 5);
  for (const [id] of failing) await record(id, cases.get(id) as Case);
  expect(all.filter(isFault).map(describeDifference)).toEqual([]);
});

/**
 * Where a preflight fails one check with credentials and another without, nothing recorded tells which
 * came first: we name both, as "likely" and its alternative, and mostly the right one first.
 */
test('Chromium and we name the same check', () => {
  const requests = all.filter(({ truth }) => truth.role === 'request');
  const share = (...kinds: Difference['kind'][]) => {
    const same = requests.filter(({ kind }) => kinds.includes(kind)).length;
    console.log(`${kinds.join(', ')}: ${same} of ${requests.length} requests`);
    return same / requests.length;
  };
  expect(requests.length).toBeGreaterThan(count * 0.9);
  expect(share('agree', 'sibling', 'other')).toBeGreaterThanOrEqual(count < 2000 ? 0.98 : 0.99);
  expect(share('agree', 'sibling')).toBeGreaterThanOrEqual(0.97);
});

test('the console prints what we say it prints', () => {
  const unprinted = [...outcomes].flatMap(([id, outcome]) =>
    cases.get(id)?.calls[0]?.client === 'preload' ? [] : outcome.unprinted,
  );
  expect(unprinted).toEqual([]);
});

test('what cannot be told is rare', () => {
  const blind = all.filter(({ kind }) => kind === 'blind');
  expect(blind.length / all.length).toBeLessThan(0.015);
});

function isFault({ kind, certain }: Difference): boolean {
  return kind === 'wrong' ? certain : ['missed', 'false-alarm', 'outcome'].includes(kind);
}

function isFailing(outcome: Outcome | undefined): boolean {
  return outcome?.differences.some(isFault) ?? false;
}

async function record(id: string, kase: Case): Promise<void> {
  let run = 0;
  const smallest = await shrink(kase, async (candidates) => {
    run++;
    const batch = new Map(candidates.map((candidate, i) => [`s${id}x${run}x${i}`, candidate]));
    const judged = await lab.judge(batch);
    return [...batch.keys()].map((key) => isFailing(judged.get(key)));
  });
  const judged = await lab.judge(new Map([[`t${id}`, smallest]]));
  const differences = judged.get(`t${id}`)?.differences ?? [];
  const folder = path.join(import.meta.dirname, 'fixtures');
  mkdirSync(folder, { recursive: true });
  const name = `seed ${seed}, case ${[...cases.keys()].indexOf(id)}`;
  const fixture = { case: { ...smallest, name }, differences: differences.map(describeDifference) };
  writeFileSync(path.join(folder, `${id}.json`), `${JSON.stringify(fixture, null, 2)}\n`);
}
