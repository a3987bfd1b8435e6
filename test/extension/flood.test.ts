import type { BoundingBox } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxEntries } from '../../src/devtools/log.ts';
import { distFolder } from '../browser/build.ts';
import { until } from '../browser/until.ts';
import { type InspectedLab, inspectLab } from '../lab/inspect.ts';

let inspected: InspectedLab;

beforeAll(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  await inspected.page.goto(`${inspected.lab.site}/frame`);
});

afterAll(() => inspected?.close());

const counts = () =>
  inspected.panel.$eval('[data-testid="counts"]', (node) => node.textContent ?? '');

test('more requests than are kept leave the panel usable, and it says what was dropped', async () => {
  const { page, panel, lab } = inspected;
  const total = maxEntries + 1_500;
  const calling = page.evaluate(
    async (url, count) => {
      let next = 0;
      const caller = async (): Promise<void> => {
        while (next < count) {
          next += 1;
          await fetch(`${url}?n=${next}`).catch(() => {});
        }
      };
      await Promise.all(Array.from({ length: 40 }, caller));
    },
    `${lab.host('api')}/allow-origin-missing`,
    total,
  );

  // In the middle of it, a filter is typed and answered.
  await until('a thousand requests', async () => /[1-9],\d{3}|\d{4}/.test(await counts()), 120_000);
  const started = Date.now();
  await panel.type('.filter', 'nothing-has-this-name');
  await until(
    'the response to the filter',
    async () => (await panel.$('[data-testid="empty"]')) !== null,
  );
  expect(Date.now() - started).toBeLessThan(10_000);
  await panel.$eval('[data-testid="empty"] button', (button) => (button as HTMLElement).click());

  await calling;
  await until(
    'the word of what was dropped',
    async () => (await panel.$('[data-testid="dropped"]')) !== null,
    60_000,
  );
  // When it is full, a tenth is dropped at once.
  await until('all that is kept', async () => {
    const [kept = 0] = ((await counts()).match(/[\d,]+/g) ?? []).map((text) =>
      Number(text.replaceAll(',', '')),
    );
    return kept >= maxEntries * 0.9 && kept <= maxEntries;
  });
  expect((await panel.$$('[role="treeitem"]')).length).toBeLessThan(1_000);

  // The worker is stopped and told everything again.
  const worker = inspected.chromium.browser
    .targets()
    .find((target) => target.type() === 'service_worker' && target.url().includes('loader'));
  await (await worker?.worker())?.close();
  await page.evaluate((url) => fetch(url).catch(() => {}), `${lab.host('api')}/forbidden`);
  await panel.type('.filter', 'forbidden');
  await until('the call that came after', () => panel.$('[data-rule="forbidden"]'), 60_000);
}, 400_000);

test('requests that stream in move nothing: neither the list, nor the open request, nor a pixel of either', async () => {
  const { page, panel, devtools, lab } = inspected;
  await page.goto(`${lab.site}/frame?stream`);
  await until('the empty list', () => panel.$('[data-testid="empty"]'), 60_000);
  await panel.$eval('.filter', (input) => {
    (input as HTMLInputElement).select();
  });
  await devtools.keyboard.press('Backspace');
  /** Calls a case at eight endpoints; later ones are others. */
  const stream = (path: string, from: number, count: number) =>
    page.evaluate(
      async (url, first, length) => {
        const shift = first > 0 ? 4 : 0;
        for (let next = first; next < first + length; next += 20) {
          await Promise.all(
            Array.from({ length: 20 }, (_, at) =>
              fetch(`${url}/${(at % 8) + shift}x/${next + at}`).catch(() => {}),
            ),
          );
        }
      },
      `${lab.host('api')}/${path}`,
      from,
      count,
    );
  // Causes of all three kinds, so that what follows comes above, into and below what is looked at.
  const causes = ['server-error', 'forbidden', 'gone', 'unauthenticated', 'rate-limited'];
  for (const cause of causes) await stream(cause, 0, 20);
  await stream('allow-origin-invalid', 0, 20);
  await until('the first causes', async () => (await counts()).startsWith('120 of '), 60_000);

  // Somebody has scrolled to a request in the middle and reads it.
  const look = () =>
    panel.evaluate(() => {
      const list = document.querySelector('.list') as HTMLElement;
      const top = list.getBoundingClientRect().top;
      const row = list.querySelector('[aria-selected="true"]');
      return {
        id: row?.id,
        at: Math.round((row?.getBoundingClientRect().top ?? -1) - top),
        title: document.querySelector('[data-testid="headline"]')?.textContent,
        url: document.querySelector('.subject .url')?.textContent,
        detail: document.querySelector('.scroll.right')?.scrollTop,
      };
    });
  await panel.evaluate(() => {
    document.querySelector<HTMLElement>('[data-url*="/gone/"]')?.click();
    document.querySelector('.list')?.scrollBy({ top: 60 });
    document.querySelector('.scroll.right')?.scrollTo({ top: 40 });
  });
  const before = await look();
  expect(before.at).toBeGreaterThan(0);
  const clip = (await (await panel.$('.scroll.right'))?.boundingBox()) as BoundingBox;
  const picture = () =>
    devtools.screenshot({ clip, captureBeyondViewport: false, encoding: 'base64' });
  const still = await picture();

  // What is painted between two frames is seen, too.
  await panel.evaluate((selected) => {
    const watch = { frames: 0, moved: [] as string[], stop: false };
    Object.assign(window, { watch });
    const list = document.querySelector('.list') as HTMLElement;
    let last = '';
    const frame = () => {
      const row = document.getElementById(selected.id ?? '');
      const at = Math.round(
        (row?.getBoundingClientRect().top ?? -999) - list.getBoundingClientRect().top,
      );
      watch.frames += 1;
      const now = `${at}, selected ${row?.ariaSelected}`;
      if ((Math.abs(at - selected.at) > 1 || row?.ariaSelected !== 'true') && now !== last) {
        watch.moved.push(`frame ${watch.frames}: at ${now}, scrolled ${list.scrollTop}`);
      }
      last = now;
      if (!watch.stop) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, before);
  const streaming = Promise.all([
    stream('allow-origin-missing', 0, 800),
    stream('forbidden', 1_000, 400),
    stream('unauthenticated', 1_000, 400),
    stream('allow-origin-null', 0, 280),
  ]);
  const flickers: number[] = [];
  let done = false;
  void streaming.then(() => {
    done = true;
  });
  for (let shots = 0; !done; shots += 1) {
    if ((await picture()) !== still) flickers.push(shots);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await until('all of them', async () => (await counts()).startsWith('2,000 of '), 60_000);
  const seen = await panel.evaluate(() => {
    const { watch } = window as unknown as {
      watch: { frames: number; moved: string[]; stop: boolean };
    };
    watch.stop = true;
    return watch;
  });
  console.log(`${seen.frames} frames while 1,880 requests came`);
  expect(seen.moved.slice(0, 20), `from ${JSON.stringify(before)}`).toEqual([]);
  expect(await look()).toEqual(before);
  expect(flickers).toEqual([]);
}, 300_000);
