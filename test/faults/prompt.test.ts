import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenPanel } from '../browser/chromium.ts';
import { type Screen, startScreen } from '../browser/screen.ts';
import { until } from '../browser/until.ts';
import {
  callAll,
  expectNothingLeft,
  expectSilence,
  extensionId,
  leftOver,
  openDevtools,
  pause,
  type Rig,
  startRig,
} from './rig.ts';

/**
 * The browser's own question, which no protocol reaches: it is shown on a screen that nobody sees, and answered by
 * its keys. There is such a screen on Linux alone.
 */
describe.runIf(process.platform === 'linux')('the browser asks in its own window', () => {
  let screen: Screen;
  let rig: Rig;
  let shown: OpenPanel;

  beforeEach(async () => {
    screen = await startScreen();
    rig = await startRig({ headless: false });
    shown = await openDevtools(rig);
    await rig.chromium.page.goto(`${rig.lab.site}/frame`);
    await callAll(rig, rig.chromium.page, [1]);
    await shown.panel.locator('[data-url$="/counted?n=1"]').click();
    await shown.panel.waitForSelector('[data-testid="fold-verify"]');
    await shown.panel.evaluate(() => {
      const fold = document.querySelector<HTMLDetailsElement>('[data-testid="fold-verify"]');
      if (fold && !fold.open) fold.querySelector('summary')?.click();
    });
    await shown.panel.locator('[data-testid="try-fix"]').click();
    await shown.panel.waitForSelector(
      '[data-testid="try-phase"] ::-p-text(Waiting for permission)',
    );
    // Its buttons do nothing for a moment, so that nobody presses them by mistake.
    await pause(2_000);
  });

  afterEach(async () => {
    await rig?.close();
    screen?.close();
  });

  /** The question is the page's window's, and keys go to the window in front. */
  async function answer(...keys: string[]) {
    await rig.chromium.page.bringToFront();
    await pause(500);
    screen.press(...keys);
  }

  test('Allow: the preview is on until it is stopped, and then nothing is left', async () => {
    await answer('Tab', 'Return');
    await shown.panel.waitForSelector('[data-testid="preview-banner"]');
    expect(await leftOver(rig)).toEqual({
      rules: 4,
      hosts: expect.arrayContaining([`${rig.lab.host('api')}/*`, `${rig.lab.site}/*`]),
    });
    await shown.devtools.close();
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('Deny: nothing is left, and nothing waits', async () => {
    await answer('Escape');
    await shown.panel.waitForFunction(
      () => !document.querySelector('[data-testid="try-phase"]')?.textContent?.includes('Waiting'),
    );
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });

  test('Allow after DevTools was closed: what is granted is given back at once', async () => {
    // A document of the extension that hears of permissions and does nothing else.
    const listener = await rig.chromium.browser.newPage();
    await listener.goto(`chrome-extension://${await extensionId(rig)}/icon-16.png`);
    await listener.evaluate(() => {
      const heard: string[] = [];
      (window as unknown as { heard: string[] }).heard = heard;
      chrome.permissions.onAdded.addListener(() => heard.push('added'));
      chrome.permissions.onRemoved.addListener(() => heard.push('removed'));
    });
    await shown.devtools.close();
    await pause(1_000);
    await answer('Tab', 'Return');
    const heard = () =>
      listener.evaluate(() => (window as unknown as { heard: string[] }).heard.join());
    await until('both', async () => (await heard()) === 'added,removed');
    await expectNothingLeft(rig);
    await expectSilence(rig);
  });
});
