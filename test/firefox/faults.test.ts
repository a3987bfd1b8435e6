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

/** Calls with these numbers, some at once, while the test goes on; resolves when each has ended. */
function callAtOnce(numbers: readonly number[]) {
  return session.firefox.page(
    (url, all) => {
      const state = window as unknown as { calls: Promise<unknown> };
      state.calls = Promise.all(
        [0, 1, 2].map(async (caller) => {
          for (const n of all.filter((each) => each % 3 === caller)) {
            await fetch(`${url}?n=${n}`).catch(() => {});
            await new Promise((resolve) => setTimeout(resolve, 30));
          }
        }),
      );
    },
    `${session.lab.host('api')}/allow-origin-missing`,
    [...numbers],
  );
}

/** Waits for the calls of `callAtOnce`. */
function allEnded() {
  return session.firefox.page(async () => {
    await (window as unknown as { calls: Promise<unknown> }).calls;
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

test('the background page is stopped 10 times in traffic', async () => {
  const random = randomFor('firefox');
  const all: number[] = [];
  for (let times = 0; times < 10; times += 1) {
    const numbers = range(times * 100, 8);
    all.push(...numbers);
    await callAll(numbers);
    await pause(random() * 200);
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

test('the background page is stopped while calls are on their way', async () => {
  const random = randomFor('firefox at once');
  const numbers = range(0, 90);
  await callAtOnce(numbers);
  for (let times = 0; times < 6; times += 1) {
    await pause(random() * 250);
    await session.firefox.stopBackground(session.id);
  }
  await allEnded();
  await expectListed(numbers);
});

test('the panel is built anew in traffic, and shows what was chosen', async () => {
  const numbers = range(0, 60);
  await callAtOnce(numbers);
  for (let times = 0; times < 4; times += 1) {
    await session.panel.evaluate(() => setTimeout(() => location.reload(), 0));
    await pause(500);
    await until('the panel', () =>
      session.panel.evaluate(() => document.querySelector('input[name="chip"]') !== null),
    );
  }
  await allEnded();
  await expectListed(numbers);
});

test('of a page that is loaded again and again the last one is listed', async () => {
  const { firefox, lab } = session;
  for (let times = 0; times < 6; times += 1) {
    await firefox.goto(`${lab.site}/frame?page=${times}`);
    await callAtOnce(range(times * 100, 9));
    if (times % 2 === 0) await allEnded();
  }
  await firefox.goto(`${lab.site}/frame?last`);
  const last = range(10_000, 6);
  await callAll(last);
  await expectListed(last);
});

test('the extension is installed again under the open panel', async () => {
  const { firefox, id } = session;
  await callAll(range(0, 4));
  await expectListed(range(0, 4));
  await firefox.install(distFolder('firefox'));
  await firefox.closeDevTools();
  await firefox.openDevTools();
  await firefox.showPanel(id);
  await show(session.panel, 'everything');
  const heard = range(500, 6);
  await callAll(heard);
  await expectListed(heard);
});

test('another tab with DevTools of its own adds nothing to the list', async () => {
  const { firefox, lab, id } = session;
  await callAll(range(0, 4));
  await expectListed(range(0, 4));
  const first = await firefox.chrome(async (url) => {
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
    const index = gBrowser.tabContainer.selectedIndex as number;
    const principal = Services.scriptSecurityManager.getSystemPrincipal();
    gBrowser.selectedTab = gBrowser.addTab(url, { triggeringPrincipal: principal });
    return index;
  }, `${lab.site}/frame?other`);
  await firefox.openDevTools();
  await firefox.showPanel(id);
  await show(session.panel, 'everything');
  // The page of the other tab calls by itself: the driver's page is still the first one.
  await callAll(range(100, 4));
  await firefox.closeDevTools();
  await firefox.chrome(async (index) => {
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
    gBrowser.removeTab(gBrowser.selectedTab);
    gBrowser.selectedTab = gBrowser.tabs[index];
  }, first);
  await expectListed([...range(0, 4), ...range(100, 4)]);
});
