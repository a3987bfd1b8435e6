import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExtension, distFolder } from '../browser/build.ts';
import { Firefox } from '../browser/firefox.ts';
import { type Panel, readDetail, readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { fixtures } from '../har/index.ts';

const text = readFileSync(fileURLToPath(new URL('../har/firefox.har', import.meta.url)), 'utf8');
const expected = Object.values(fixtures.firefox?.calls ?? {}).flatMap(({ rule }) => rule ?? []);

let firefox: Firefox;
let id: string;

beforeAll(async () => {
  buildExtension('web');
  firefox = await Firefox.start({ headless: true });
  id = await firefox.install(distFolder('firefox'));
});

afterAll(() => firefox?.close());

/** Drops a file on the page, as a drag from a file manager ends, and reads what is diagnosed. */
async function diagnosed(page: Panel): Promise<string[]> {
  await until('the page', () => page.evaluate(() => document.querySelector('.drop') !== null));
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'dropped.har'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
  }, text);
  await until('the list', () =>
    page.evaluate(() => document.querySelector('.list [data-exchange]') !== null),
  );
  await show(page, 'everything');
  return (await readRows(page)).flatMap(({ outcome, rule }) =>
    outcome === 'allowed' || rule === '' ? [] : [rule],
  );
}

describe.each([
  {
    what: 'the page opened from disk',
    open: async (): Promise<Panel> => {
      await firefox.goto(pathToFileURL(join(distFolder('web'), 'index.html')).href);
      const evaluate = (run: (...values: unknown[]) => unknown, ...values: unknown[]) =>
        firefox.page(run, ...values);
      return { evaluate } as unknown as Panel;
    },
  },
  {
    what: "the tab that the extension's icon opens",
    open: async (): Promise<Panel> => {
      await firefox.chrome((own) => {
        const { ExtensionParent } = ChromeUtils.importESModule(
          'resource://gre/modules/ExtensionParent.sys.mjs',
        );
        const { extension } = WebExtensionPolicy.getByID(own);
        const action = ExtensionParent.apiManager.global.browserActionFor(extension);
        action.triggerAction(Services.wm.getMostRecentWindow('navigator:browser'));
      }, id);
      const evaluate = (run: (...values: unknown[]) => unknown, ...values: unknown[]) =>
        firefox.inView(id, 'tab', run, ...values);
      return { evaluate } as unknown as Panel;
    },
  },
])('$what', ({ open }) => {
  let page: Panel;

  beforeAll(async () => {
    page = await open();
  });

  test('diagnoses a HAR file that is dropped on it', async () => {
    expect((await diagnosed(page)).toSorted()).toEqual(expected.toSorted());
    const [row] = (await readRows(page)).filter(({ rule }) => rule === 'server-error');
    expect((await readDetail(page, row?.exchange ?? ''))?.headline).toContain('500');
  });

  test('offers the annotated HAR', async () => {
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-testid="open-export"]')?.click(),
    );
    const saved = await until('what is to be saved', () =>
      page.evaluate(
        () => document.querySelector('[data-testid="save"]:not([disabled])')?.textContent,
      ),
    );
    expect(saved).not.toBe('');
  });

  test('requests nothing from the network', async () => {
    const requested = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(requested.filter((url) => /^https?:/.test(url))).toEqual([]);
  });
});
