import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { readClipboard } from '../browser/clipboard.ts';
import { readRows } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import type { InspectedLab } from '../lab/inspect.ts';
import { openScene, rowOf } from '../lab/scene.ts';
import { scenes } from '../lab/scenes.ts';

/** The pages of `npm start -- shop` and `npm start -- outage`: understood in one look, copied with two clicks. */
describe.each(Object.values(scenes))('the $id', (scene) => {
  let inspected: InspectedLab;

  beforeAll(async () => {
    inspected = await openScene(distFolder(), scene, true);
    await inspected.devtools.setViewport({ width: 1200, height: 700 });
  });

  afterAll(() => inspected?.close());

  test.each(scene.faults)('$title', async (fault) => {
    const { panel, page, devtools, chromium, lab } = inspected;
    const row = rowOf(fault, await readRows(panel));
    expect(row?.rule).toBe(fault.rule);
    await devtools.bringToFront();
    await panel.locator(`[data-exchange="${row?.exchange}"]`).click();
    await panel.waitForSelector(`.subject ::-p-text(${fault.path})`);
    await panel.waitForSelector('.fix .steps li');
    const headline = await panel.$eval('[data-testid="headline"]', (node) => node.textContent);
    expect(headline).toContain(fault.says);
    const copy = '.fix .button.primary[data-testid^="copy-"], .fix [data-testid="copy-error-curl"]';
    if (fault.copies === null) {
      expect(await panel.$(copy)).toBeNull();
      return;
    }
    const button = await panel.waitForSelector(copy);
    expect(await button?.isIntersectingViewport({ threshold: 1 })).toBe(true);
    await button?.click();
    await until('the word that it was copied', () =>
      panel.evaluate(() => document.querySelector('.fix')?.textContent?.includes('Copied')),
    );
    expect(await readClipboard(chromium, page, lab.site)).toContain(fault.copies);
  });
});
