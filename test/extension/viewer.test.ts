import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExtension, distFolder } from '../browser/build.ts';
import { type Chromium, launch } from '../browser/chromium.ts';
import { readDetail, readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { fixtures } from '../har/index.ts';

const har = fileURLToPath(new URL('../har/chrome.har', import.meta.url));
const expected = Object.values(fixtures.chrome?.calls ?? {}).flatMap(({ rule }) => rule ?? []);

let chromium: Chromium;
let folder: string;
/** Everything that any page of the browser asked for, but for what the browser itself makes (`blob:`, `data:`). */
const requested: string[] = [];

beforeAll(async () => {
  buildExtension('web');
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-viewer-'));
  chromium = await launch({ headless: true, devtools: false, extensions: [distFolder()] });
  const session = await chromium.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
}, 240_000);

afterAll(async () => {
  await chromium?.close();
  rmSync(folder, { recursive: true, force: true });
});

function watch(page: Page): void {
  page.on('request', (request) => {
    if (!/^(?:blob|data):/.test(request.url())) requested.push(request.url());
  });
}

async function choose(page: Page, file: string): Promise<void> {
  const input = (await page.waitForSelector(
    '[data-testid="import"]',
  )) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
}

/** Drops a file of this text on the page, as a drag from a file manager ends. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.waitForSelector('.drop');
  await page.evaluate(
    (fileName, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
      );
    },
    name,
    text,
  );
}

/** The rules of the file that is shown, and a diagnosis of it. */
async function diagnosed(page: Page): Promise<string[]> {
  await page.waitForSelector('.list [data-exchange]');
  await show(page.mainFrame(), 'everything');
  return (await readRows(page.mainFrame())).flatMap(({ outcome, rule }) =>
    outcome === 'allowed' || rule === '' ? [] : [rule],
  );
}

/** Exports the annotated HAR, and reads the file that the browser has saved. */
async function exported(page: Page): Promise<{ log: { entries: { _cors?: object }[] } }> {
  await page.locator('[data-testid="open-export"]').click();
  await page.locator('[data-testid="save"]:not([disabled])').click();
  const name = await until('the file', async () =>
    readdirSync(folder).find((file) => file.endsWith('.har')),
  );
  const text = readFileSync(join(folder, name), 'utf8');
  rmSync(join(folder, name));
  await page.keyboard.press('Escape');
  await until('the dialog to close', async () => (await page.$('dialog[open]')) === null);
  return JSON.parse(text);
}

describe('a page without a server', () => {
  let page: Page;

  beforeAll(async () => {
    page = await chromium.browser.newPage();
    watch(page);
    await page.goto(pathToFileURL(join(distFolder('web'), 'index.html')).href);
  });

  test('one page and the licences are all there is', () => {
    expect(readdirSync(distFolder('web')).sort()).toEqual([
      'LICENSE',
      'THIRD-PARTY-NOTICES',
      'index.html',
    ]);
  });

  test('the page that waits for a file breaks no rule of axe', async () => {
    await page.waitForSelector('.drop');
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      ).axe.run();
      return found.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
  });

  test('a HAR file that is dropped is diagnosed', async () => {
    await drop(page, 'dropped.har', readFileSync(har, 'utf8'));
    expect((await diagnosed(page)).toSorted()).toEqual(expected.toSorted());
    const [row] = (await readRows(page.mainFrame())).filter(({ rule }) => rule === 'server-error');
    const detail = await readDetail(page.mainFrame(), row?.exchange ?? '');
    expect(detail?.headline).toContain('500');
  });

  test('the annotated HAR is saved', async () => {
    const { log } = await exported(page);
    expect(log.entries.filter(({ _cors }) => _cors !== undefined).length).toBeGreaterThan(5);
  });

  test('closing the file leads back, and what is no HAR is refused', async () => {
    await page.locator('[data-testid="imported"] button').click();
    await drop(page, 'no.har', '{"log":');
    const problem = await page.waitForSelector('[data-testid="import-problem"]');
    expect(await problem?.evaluate((element) => element.textContent)).toContain('no.har');
  });

  test('nothing was requested but the page', () => {
    expect(requested).toEqual([pathToFileURL(join(distFolder('web'), 'index.html')).href]);
  });
});

describe('a tab of the extension', () => {
  let page: Page;

  beforeAll(async () => {
    requested.length = 0;
    const [extension] = [...(await chromium.browser.extensions()).values()];
    if (!extension) throw new Error('no extension');
    await chromium.page.bringToFront();
    await chromium.page.triggerExtensionAction(extension);
    const target = await chromium.browser.waitForTarget((each) =>
      each.url().endsWith('/src/viewer/index.html'),
    );
    page = (await target.page()) as Page;
    watch(page);
    await page.reload();
  });

  test('the icon opens it', async () => {
    const heading = await page.waitForSelector('h1');
    expect(await heading?.evaluate((element) => element.textContent)).toBe('CORS Lens');
  });

  test('a HAR file that is chosen is diagnosed and exported', async () => {
    await choose(page, har);
    expect((await diagnosed(page)).toSorted()).toEqual(expected.toSorted());
    const { log } = await exported(page);
    expect(log.entries.filter(({ _cors }) => _cors !== undefined).length).toBeGreaterThan(5);
  });

  test('what was chosen is remembered', async () => {
    await page.reload();
    await choose(page, har);
    await page.waitForSelector('.list [data-exchange]');
    expect(
      await page.evaluate(
        () => document.querySelector<HTMLInputElement>('input[name="chip"]:checked')?.value,
      ),
    ).toBe('all');
  });

  test('nothing was requested but files of the extension', () => {
    expect(requested.length).toBeGreaterThan(3);
    expect(requested.filter((url) => !url.startsWith('chrome-extension://'))).toEqual([]);
  });
});
