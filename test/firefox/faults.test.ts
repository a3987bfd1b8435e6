import { afterEach, beforeEach, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { randomFor, seed } from '../faults/random.ts';
import { caseOf } from '../lab/inspect.ts';
import { type InspectedFirefox, inspectLab } from './inspect.ts';

/**
 * The faults that can be made in Firefox, but for those of a fix preview (`try.test.ts`). It ends a background page only
 * when nothing is open, which `stopBackground` does in its place.
 */
let session: InspectedFirefox;

beforeEach(async () => {
  console.log(`FAULT_SEED=${seed}`);
  session = await inspectLab(distFolder('firefox'), { headless: true });
  await show(session.panel, 'everything');
});

afterEach(() => session?.close());

/** The page makes calls with these numbers, one after the other. */
function callAll(numbers: readonly number[]) {
  return session.firefox.page(
    async (url, all) => {
      for (const n of all) await fetch(`${url}?n=${n}`).catch(() => {});
    },
    `${session.lab.host('api')}/allow-origin-missing`,
    [...numbers],
  );
}

/** Waits until the list has each of these calls exactly once. */
async function expectListed(numbers: readonly number[]) {
  let listed: number[] = [];
  const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b).join();
  await until('every call in the list', async () => {
    listed = (await readRows(session.panel))
      .filter(({ url }) => caseOf(url) === 'allow-origin-missing')
      .map(({ url }) => Number(new URL(url).searchParams.get('n')));
    return sorted(listed) === sorted(numbers);
  }).catch(() => expect(sorted(listed)).toBe(sorted(numbers)));
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

test('the background page is stopped 10 times in traffic', async () => {
  const random = randomFor('firefox');
  const all: number[] = [];
  for (let times = 0; times < 10; times += 1) {
    const numbers = range(times * 100, 8);
    all.push(...numbers);
    await callAll(numbers);
    await new Promise((resolve) => setTimeout(resolve, random() * 200));
    await session.firefox.stopBackground(session.id);
  }
  await expectListed(all);
});

test('DevTools is closed and opened again', async () => {
  await callAll(range(0, 5));
  await expectListed(range(0, 5));
  for (let times = 1; times <= 2; times += 1) {
    await session.firefox.closeDevTools();
    // Nobody listens now.
    await callAll(range(times * 1_000, 3));
    await session.firefox.openDevTools();
    await session.firefox.showPanel(session.id);
    await show(session.panel, 'everything');
    const heard = range(times * 1_000 + 500, 5);
    await callAll(heard);
    await expectListed(heard);
  }
});
