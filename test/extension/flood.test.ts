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
