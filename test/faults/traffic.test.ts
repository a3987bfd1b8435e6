import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenPanel } from '../browser/chromium.ts';
import { preserveLog, readRows, show } from '../browser/panel.ts';
import { randomFor } from './random.ts';
import {
  callAll,
  expectListed,
  expectServed,
  expectSilence,
  openDevtools,
  pause,
  type Rig,
  reloadExtension,
  startRig,
  startTraffic,
  stopWorker,
} from './rig.ts';

/** What breaks under a session that goes on, judged by the server's own log: nothing lost, nothing double. */
let rig: Rig;
let shown: OpenPanel;

beforeEach(async () => {
  rig = await startRig();
  shown = await openDevtools(rig);
  await rig.chromium.page.goto(`${rig.lab.site}/frame`);
});

afterEach(() => rig?.close());

test('the worker is stopped 50 times', async () => {
  const random = randomFor('worker');
  const traffic = await startTraffic(rig, rig.chromium.page, 0);
  for (let times = 0; times < 50; times += 1) {
    await pause(random() * 400);
    await stopWorker(rig);
  }
  const called = await traffic.stop();
  expect(called.length).toBeGreaterThan(100);
  expectServed(rig, called);
  await expectListed(shown.panel, called);
  await expectSilence(rig);
});

test('the panel is built anew 10 times, and DevTools is closed and opened 3 times', async () => {
  const random = randomFor('panel');
  const { page } = rig.chromium;
  const traffic = await startTraffic(rig, page, 0);
  for (let times = 0; times < 10; times += 1) {
    await pause(random() * 300);
    await Promise.all([
      shown.panel.waitForNavigation(),
      shown.panel.evaluate(() => location.reload()),
    ]);
    await shown.panel.waitForSelector('#root > *');
  }
  const called = await traffic.stop();
  await expectListed(shown.panel, called);
  const all = [...called];
  for (let times = 1; times <= 3; times += 1) {
    const meanwhile = await startTraffic(rig, page, times * 10_000);
    await pause(random() * 300);
    await shown.devtools.close();
    await pause(random() * 300);
    // Nobody listens now, and what nobody heard is in no list.
    all.push(...(await meanwhile.stop()));
    shown = await openDevtools(rig);
    const heard = await startTraffic(rig, page, times * 10_000 + 5_000);
    await pause(500);
    const listed = await heard.stop();
    all.push(...listed);
    await expectListed(shown.panel, listed);
  }
  expectServed(rig, all);
  await expectSilence(rig);
});

test('what is chosen right before the panel is built anew, or DevTools closed, is chosen still', async () => {
  const chosen = () =>
    shown.panel.evaluate(
      () => document.querySelector<HTMLInputElement>('input[name="chip"]:checked')?.value,
    );
  for (const what of ['problems', 'everything', 'problems'] as const) {
    await show(shown.panel, what);
    await Promise.all([
      shown.panel.waitForNavigation(),
      shown.panel.evaluate(() => location.reload()),
    ]);
    await shown.panel.waitForSelector('input[name="chip"]');
    expect(await chosen()).toBe(what === 'everything' ? 'all' : 'problems');
  }
  await show(shown.panel, 'everything');
  await shown.devtools.close();
  shown = await openDevtools(rig, rig.chromium.page, null);
  expect(await chosen()).toBe('all');
});

test('the tab crashes and is loaded again', async () => {
  const { page } = rig.chromium;
  await startTraffic(rig, page, 0);
  await pause(500);
  const session = await page.createCDPSession();
  // It is never answered: what would answer is gone.
  void session.send('Page.crash').catch(() => {});
  await pause(1_000);
  const before = rig.served.length;
  await page.goto(`${rig.lab.site}/frame?again`);
  const traffic = await startTraffic(rig, page, 10_000);
  await pause(500);
  const called = await traffic.stop();
  await expectListed(shown.panel, called);
  rig.served.splice(0, before);
  expectServed(rig, called);
  await expectSilence(rig);
});

test('two DevTools on two tabs list what is theirs, also when the worker is stopped', async () => {
  const random = randomFor('two');
  const { browser, page } = rig.chromium;
  const other = await browser.newPage();
  const second = await openDevtools(rig, other);
  await other.goto(`${rig.lab.site}/frame`);
  const traffics = [await startTraffic(rig, page, 0), await startTraffic(rig, other, 10_000)];
  for (let times = 0; times < 5; times += 1) {
    await pause(random() * 400);
    await stopWorker(rig);
  }
  const [mine = [], others = []] = await Promise.all(traffics.map((traffic) => traffic.stop()));
  await expectListed(shown.panel, mine);
  await expectListed(second.panel, others);
  await second.devtools.close();
  const more = await startTraffic(rig, page, 20_000);
  await pause(300);
  const later = await more.stop();
  await expectListed(shown.panel, [...mine, ...later]);
  expectServed(rig, [...mine, ...others, ...later]);
  await expectSilence(rig);
});

test('the extension is reloaded under the open panel', async () => {
  const { page } = rig.chromium;
  const traffic = await startTraffic(rig, page, 0);
  await pause(300);
  await reloadExtension(rig);
  await pause(1_000);
  await traffic.stop();
  // While it is taken out and put back, Chromium drops some requests of every page. None is made twice.
  const before = rig.served.splice(0).map(({ n, method }) => `${n} ${method}`);
  expect(new Set(before).size).toBe(before.length);
  await shown.devtools.close().catch(() => {});
  shown = await openDevtools(rig);
  const again = await startTraffic(rig, page, 10_000);
  await pause(500);
  const called = await again.stop();
  await expectListed(shown.panel, called);
  expectServed(rig, called);
  await expectSilence(rig);
});

test('of a storm of 20 navigations the last page is listed', async () => {
  const random = randomFor('storm');
  const { page } = rig.chromium;
  const session = await page.createCDPSession();
  const go = (name: string) =>
    session.send('Page.navigate', { url: `${rig.lab.site}/frame?${name}` }).catch(() => {});
  for (let times = 0; times < 20; times += 1) {
    // One that the next one overtakes.
    if (random() < 0.3) void go(`overtaken=${times}`);
    await go(`page=${times}`);
    // It makes calls while the next navigation begins.
    await startTraffic(rig, page, times * 1_000).catch(() => {});
    await pause(random() * 150);
  }
  await page.goto(`${rig.lab.site}/frame?last`);
  const called = Array.from({ length: 12 }, (_, index) => 1_000_000 + index);
  await callAll(rig, page, called);
  await expectListed(shown.panel, called);
  await expectSilence(rig);
});

test('of a storm of navigations with the log kept nothing is double', async () => {
  const random = randomFor('kept');
  const { page } = rig.chromium;
  await preserveLog(shown.panel, true);
  const called: number[] = [];
  for (let times = 0; times < 20; times += 1) {
    await page.goto(`${rig.lab.site}/frame?page=${times}`);
    const numbers = Array.from({ length: 8 }, (_, index) => times * 8 + index);
    await callAll(rig, page, numbers);
    called.push(...numbers);
    await pause(random() * 100);
  }
  await expectListed(shown.panel, called);
  expect((await readRows(shown.panel)).length).toBeGreaterThanOrEqual(called.length);
  expectServed(rig, called);
  await expectSilence(rig);
});
