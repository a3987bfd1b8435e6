import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import type { OpenPanel } from '../browser/chromium.ts';
import { grantHosts } from '../browser/grant.ts';
import {
  callAll,
  expectNothingLeft,
  expectSilence,
  extensionId,
  leftOver,
  openDevtools,
  pause,
  type Rig,
  reloadExtension,
  restartBrowser,
  startRig,
  stopWorker,
} from './rig.ts';

/**
 * Every way in which a fix preview ends, or the question before it: no host permission and no rule is left.
 * "Allow" is given on chrome://extensions: the browser's own window, which no protocol reaches, is in
 * `prompt.test.ts`.
 */
let rig: Rig;
let shown: OpenPanel;

let folder: string;
let dist: string;

beforeEach(async () => {
  // The browser is restarted with its profile, and the extension updated in its folder.
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-faults-'));
  dist = join(folder, 'extension');
  cpSync(distFolder(), dist, { recursive: true });
  rig = await startRig({ profile: join(folder, 'profile'), extensions: [dist] });
  await ready();
});

afterEach(async () => {
  await rig?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** The next version, in the place of the one that runs. */
function writeUpdate() {
  const file = join(dist, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, version: '99.0' }));
}

/** DevTools with the diagnosis of a blocked call, its preview in sight. */
async function ready() {
  shown = await openDevtools(rig);
  await rig.chromium.page.goto(`${rig.lab.site}/frame`);
  await callAll(rig, rig.chromium.page, [1]);
  await shown.panel.locator('[data-url$="/counted?n=1"]').click();
  await shown.panel.waitForSelector('[data-testid="fold-verify"]');
  await shown.panel.evaluate(() => {
    const fold = document.querySelector<HTMLDetailsElement>('[data-testid="fold-verify"]');
    if (fold && !fold.open) fold.querySelector('summary')?.click();
  });
  await shown.panel.waitForSelector('[data-testid="try-fix"]');
}

/** Clicks "Preview fix", and waits for the browser's question: nothing was allowed before. */
async function question() {
  await shown.panel.locator('[data-testid="try-fix"]').click();
  await shown.panel.waitForSelector('[data-testid="try-phase"] ::-p-text(Waiting for permission)');
}

const hosts = () => [`${rig.lab.host('api')}/*`, `${rig.lab.site}/*`];

/** The user says yes. */
const allow = async () => grantHosts(rig.chromium.browser, await extensionId(rig), hosts());

/** Turns the preview on, and sees that it is. */
async function preview() {
  await allow();
  await shown.panel.locator('[data-testid="try-fix"]').click();
  await shown.panel.waitForSelector('[data-testid="preview-banner"]');
  expect(await leftOver(rig)).toEqual({ rules: 4, hosts: expect.arrayContaining(hosts()) });
  expect(await read()).toBe(200);
}

/** What the page gets of the call: its status, or that it is blocked. */
const read = () =>
  rig.chromium.page.evaluate(
    (url) =>
      fetch(url).then(
        ({ status }) => status,
        () => 'blocked',
      ),
    `${rig.lab.host('api')}/counted?n=1`,
  );

const closeDevtools = () => shown.devtools.close();

describe('the question ends', () => {
  test('with DevTools closed, and Allow is clicked then', async () => {
    await question();
    await closeDevtools();
    await allow();
    await expectNothingLeft(rig);
    expect(await read()).toBe('blocked');
    await expectSilence(rig);
  });

  test('with the worker stopped and DevTools closed, and Allow is clicked then', async () => {
    await question();
    await Promise.all([stopWorker(rig), closeDevtools()]);
    await allow();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('with the worker stopped: the panel asks on, and nothing is left when DevTools is closed', async () => {
    await question();
    await stopWorker(rig);
    await pause(1_500);
    await allow();
    await closeDevtools();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('with the tab closed, and Allow is clicked then', async () => {
    await question();
    const { browser } = rig.chromium;
    await browser.newPage();
    await rig.chromium.page.close();
    await allow();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('with the extension reloaded, and Allow is clicked then', async () => {
    await question();
    await reloadExtension(rig);
    await pause(1_000);
    await allow();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('with the extension updated, and Allow is clicked then', async () => {
    await question();
    writeUpdate();
    await reloadExtension(rig);
    await allow();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });
});

describe('the preview ends', () => {
  test('with DevTools closed', async () => {
    await preview();
    await closeDevtools();
    await expectNothingLeft(rig);
    expect(await read()).toBe('blocked');
    await expectSilence(rig);
  });

  test('with the worker stopped', async () => {
    await preview();
    await stopWorker(rig);
    await expectNothingLeft(rig);
    expect(await read()).toBe('blocked');
    await expectSilence(rig);
  });

  test('with the worker stopped and DevTools closed at once: within half a minute', async () => {
    await preview();
    await Promise.all([closeDevtools(), stopWorker(rig)]);
    await expectNothingLeft(rig, 45_000);
    expect(await read()).toBe('blocked');
    await expectSilence(rig);
  });

  test('with the tab crashed', async () => {
    await preview();
    const session = await rig.chromium.page.createCDPSession();
    void session.send('Page.crash').catch(() => {});
    await expectNothingLeft(rig, 20_000);
    await expectSilence(rig);
  });

  test('with the tab closed', async () => {
    await preview();
    await rig.chromium.browser.newPage();
    await rig.chromium.page.close();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('with the panel built anew', async () => {
    await preview();
    await shown.panel.evaluate(() => location.reload());
    await expectNothingLeft(rig);
    expect(await read()).toBe('blocked');
    await expectSilence(rig);
  });

  test('with the extension reloaded', async () => {
    await preview();
    await reloadExtension(rig);
    await expectNothingLeft(rig);
    expect(await read()).toBe('blocked');
    await expectSilence(rig);
  });

  test('with the extension updated', async () => {
    await preview();
    writeUpdate();
    await reloadExtension(rig);
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test.each(['closed', 'killed'] as const)(
    'with the browser %s, and started again',
    async (how) => {
      await preview();
      await restartBrowser(rig, how);
      await expectNothingLeft(rig);
      await expectSilence(rig);
    },
  );
});
