import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corsErrors, seenByTracing, unobservable } from '../../src/cors/errors.ts';
import type { Case } from './case.ts';
import { fixedCases } from './cases.ts';
import { table } from './compare.ts';
import { describeDifference, faults, type Lab, type Outcome, startLab } from './lab.ts';

/** Cases that failed once, as the random lane wrote them. */
const folder = path.join(import.meta.dirname, 'fixtures');
const regressions = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')).case as Case);

const cases = new Map([...fixedCases, ...regressions].map((kase, i) => [`f${i}`, kase]));
let lab: Lab;
let outcomes: Map<string, Outcome>;

beforeAll(async () => {
  lab = await startLab();
  outcomes = await lab.judge(cases);
  const all = [...outcomes.values()].flatMap(({ differences }) => differences);
  console.log(`${cases.size} fixed cases in ${lab.chromium.version}\n${table(all)}`);
});
afterAll(() => lab?.close());

test('cases have names of their own', () => {
  const names = [...cases.values()].map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

describe('Chromium says the same', () => {
  test.for([...cases].map(([id, kase]) => ({ id, kase, name: kase.name })))(
    '$name',
    ({ id, kase }) => {
      const outcome = outcomes.get(id);
      if (kase.silent && !outcome) return;
      expect(outcome?.lost, 'the requests ended').toBe(false);
      if (outcome) expect(faults(kase, outcome).map(describeDifference)).toEqual([]);
    },
  );
});

test('the console prints what we say it prints', () => {
  const unprinted = [...outcomes].flatMap(([id, outcome]) => {
    const { name = '', calls = [] } = cases.get(id) ?? {};
    // DevTools call a preload what it preloads and give URLs without fragment; byte 0x80 up is mangled.
    const vague = calls[0]?.client === 'preload' || /#|\\xe2|\\xf0/.test(name);
    return vague ? [] : outcome.unprinted;
  });
  expect(unprinted).toEqual([]);
});

test('every error that DevTools let one tell is named here, as Chromium names it', () => {
  const named = new Set(
    [...outcomes.values()]
      .flatMap(({ differences }) => differences)
      .filter(({ kind }) => kind === 'agree')
      .map(({ truth }) => truth.cors?.error),
  );
  const observable = corsErrors.filter(
    (error) => !(error in unobservable) && !seenByTracing.includes(error),
  );
  expect(observable.filter((error) => !named.has(error))).toEqual([]);
});

test('nothing wrong is said to be certain, and nothing that passed is said to be blocked', () => {
  const all = [...outcomes.values()].flatMap(({ differences }) => differences);
  expect(
    all.filter(({ kind, certain }) => certain && kind === 'wrong').map(describeDifference),
  ).toEqual([]);
  expect(all.filter(({ kind }) => kind === 'false-alarm').map(describeDifference)).toEqual([]);
});
