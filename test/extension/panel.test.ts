import type { KeyInput } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { openPanel } from '../browser/chromium.ts';
import { readClipboard } from '../browser/clipboard.ts';
import { readRows } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { callEverything, type InspectedLab, inspectLab, settledRows } from '../lab/inspect.ts';

/** The panel inside DevTools, driven by the keyboard alone. */
let inspected: InspectedLab;

beforeAll(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  await callEverything(inspected);
  await settledRows(inspected.panel);
  await focusPanel();
});

afterAll(() => inspected?.close());

/** Where the keyboard is when somebody has chosen the panel's tab and pressed Tab. */
async function focusPanel() {
  await until('the focus', () =>
    inspected.panel.evaluate(() => {
      window.focus();
      return document.hasFocus();
    }),
  );
}

async function press(...keys: KeyInput[]) {
  for (const key of keys) await inspected.devtools.keyboard.press(key);
}

async function type(text: string) {
  await inspected.devtools.keyboard.type(text);
}

async function chord(modifier: KeyInput, key: KeyInput, commands: string[] = []) {
  const { keyboard } = inspected.devtools;
  await keyboard.down(modifier);
  await keyboard.press(key, { commands });
  await keyboard.up(modifier);
}

/** Goes to another of DevTools' panels. */
async function selectNetwork() {
  await inspected.devtools.evaluate(`(async () => {
    const ui = await import('./ui/legacy/legacy.js');
    await ui.InspectorView.InspectorView.instance().showPanel('network');
  })()`);
}

/** What has the focus, as its test id, role or tag. */
function focused(): Promise<string> {
  return inspected.panel.evaluate(() => {
    const node = document.activeElement as HTMLElement | null;
    return node?.dataset.testid ?? node?.className ?? node?.tagName ?? '';
  });
}

/** A busy machine takes a key a while after it was pressed. */
async function expectFocus(name: string) {
  await until(`the focus on ${name}`, async () => (await focused()) === name, 10_000).catch(
    async () => expect(await focused()).toBe(name),
  );
}

/** Presses Tab until this has the focus: once around everything in panel and DevTools at most. */
async function tabTo(name: string) {
  for (let presses = 0; (await focused()) !== name; presses += 1) {
    expect(presses, `Tab presses on the way to ${name}`).toBeLessThan(80);
    await press('Tab');
  }
}

const textOf = (selector: string): Promise<string> =>
  inspected.panel.$eval(selector, (node) => node.textContent ?? '');

const listWidth = () => inspected.panel.$eval('.list', (list) => list.clientWidth);

/** The clipboard, read by the inspected page; the panel has the keyboard again afterwards. */
async function clipboard(): Promise<string> {
  const { page, devtools, chromium, lab } = inspected;
  const text = await readClipboard(chromium, page, lab.site);
  await devtools.bringToFront();
  await focusPanel();
  return text;
}

/** Chooses a server by its name, and waits for its config. */
async function chooseServer(name: string): Promise<string> {
  await inspected.panel.waitForSelector('input[data-testid="stack"]');
  await expectFocus('stack');
  await type(name);
  await until(`${name} at the top`, () =>
    inspected.panel.$eval(
      '.chooser [aria-selected="true"]',
      (option, wanted) => option.textContent?.toLowerCase().startsWith(wanted),
      name,
    ),
  );
  await press('Enter');
  await until(`the config of ${name}`, () =>
    inspected.panel
      .$eval('.config .code', (code) => code.getAttribute('aria-label')?.toLowerCase())
      .then(
        (label) => label?.startsWith(name),
        () => false,
      ),
  );
  // Whoever chose with the keyboard goes on from there.
  await expectFocus('stack');
  return textOf('[data-testid="snippet"]');
}

describe('by the keyboard alone', () => {
  test('"/" filters, and the arrow down leads on to the list', async () => {
    const before = (await readRows(inspected.panel)).length;
    await press('/');
    await expectFocus('filter');
    await type('server-error');
    await until('the filtered list', async () => {
      const rows = await readRows(inspected.panel);
      return rows.length > 0 && rows.length < before;
    });
    await press('ArrowDown');
    await expectFocus('rows');
  });

  test('the arrows open a diagnosis, and Enter leads on to it', async () => {
    await press('Home');
    await until('the headline', async () =>
      (await textOf('[data-testid="headline"]')).includes('Server returned 500'),
    );
    await press('Enter');
    await expectFocus('headline');
    await press('Escape');
    await expectFocus('rows');
  });

  test('the server is chosen and remembered for the host', async () => {
    // The CORS part of an error that is not CORS is folded.
    await inspected.panel.waitForSelector('[data-testid="fold-second"]');
    await inspected.panel.$eval('[data-testid="fold-second"] summary', (node) =>
      (node as HTMLElement).focus(),
    );
    await press('Enter');
    await inspected.panel.waitForSelector('[data-testid="stack"]');
    await tabTo('stack');
    await press('Enter');
    expect(await chooseServer('nginx')).toContain('add_header');
  });

  test('the copy button copies the whole config', async () => {
    const snippet = await textOf('[data-testid="snippet"]');
    await tabTo('copy-snippet');
    await press('Enter');
    await until('the word that it was copied', async () =>
      (await textOf('[data-testid="copy-snippet"]')).includes('Copied'),
    );
    expect(await clipboard()).toBe(snippet);
  });

  test('Ctrl+C with nothing selected copies the config', async () => {
    await tabTo('stack');
    await press('Enter');
    const snippet = await chooseServer('caddy');
    await chord('Control', 'c', ['Copy']);
    await until('the word of it', async () =>
      (await textOf('[data-testid="live"]')).includes('Config copied'),
    );
    expect(await clipboard()).toBe(snippet);
  });

  test('the report opens, is copied without secrets, and gives the focus back', async () => {
    await tabTo('copy-menu');
    await press('Enter');
    await inspected.panel.waitForSelector('[data-testid="menu"]');
    // The letter goes to the line that begins with it.
    await type('r');
    await expectFocus('open-report');
    await press('Enter');
    const report = await until('the report', () =>
      textOf('[data-testid="report"]').catch(() => ''),
    );
    expect(report).toContain('# CORS report for');
    expect(report).toContain('500 Internal Server Error');
    await tabTo('copy-markdown');
    await press('Enter');
    await until('the word that it was copied', async () =>
      (await textOf('[data-testid="copy-markdown"]')).includes('Copied'),
    );
    expect(await clipboard()).toBe(report);
    await press('Escape');
    await until('the end of the dialog', async () => !(await inspected.panel.$('dialog')));
    await expectFocus('copy-menu');
  });

  test('the list is made wider', async () => {
    const width = await listWidth();
    for (let presses = 0; (await focused()) !== 'splitter'; presses += 1) {
      expect(presses).toBeLessThan(10);
      await chord('Shift', 'Tab');
    }
    await press('ArrowRight');
    await until('a wider list', async () => (await listWidth()) > width);
  });

  test('what was chosen survives another panel, and DevTools closed and opened again', async () => {
    const { chromium, page, lab } = inspected;
    const chosen = {
      width: await listWidth(),
      // The rest depends on which pages called the server.
      snippet: (await textOf('[data-testid="snippet"]')).split('\n', 1)[0],
      headline: await textOf('[data-testid="headline"]'),
      filter: await inspected.panel.$eval('.filter', (node) => (node as HTMLInputElement).value),
    };
    const shown = async () => ({
      width: await listWidth(),
      snippet: (await textOf('[data-testid="snippet"]').catch(() => '')).split('\n', 1)[0],
      headline: await textOf('[data-testid="headline"]').catch(() => ''),
      filter: await inspected.panel.$eval('.filter', (node) => (node as HTMLInputElement).value),
    });
    let seen = {};
    const sameView = () =>
      until('the same view', async () => {
        seen = await shown();
        return JSON.stringify(seen) === JSON.stringify(chosen);
      }).catch(() => expect(seen).toEqual(chosen));
    await selectNetwork();
    inspected = { ...inspected, ...(await openPanel(chromium.browser)) };
    await sameView();

    // It is written a moment after the last change.
    await until('the choice to be stored', () =>
      inspected.panel.evaluate(async () => {
        const { panel } = await chrome.storage.local.get<{ panel?: { split?: number } }>('panel');
        const shownAt = document.querySelector('[role="separator"]');
        return Number(shownAt?.getAttribute('aria-valuenow')) === Math.round(panel?.split ?? -1);
      }),
    );
    await inspected.devtools.close();
    const session = await chromium.browser.target().createCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const tab = targetInfos.find(({ type: kind, url }) => kind === 'page' && url === page.url());
    // Newer than puppeteer's types.
    await session.send('Target.openDevTools' as never, { targetId: tab?.targetId } as never);
    inspected = { ...inspected, ...(await openPanel(chromium.browser)) };
    await page.goto(lab.url);
    await page.waitForSelector('body[data-done=true]', { timeout: 60_000 });
    await sameView();
    await focusPanel();
  });

  test('the list is cleared, and the focus stays in it', async () => {
    await press('/');
    for (let presses = 0; (await focused()) !== 'clear'; presses += 1) {
      expect(presses).toBeLessThan(10);
      await chord('Shift', 'Tab');
    }
    await press('Enter');
    await until('the empty list', async () => (await readRows(inspected.panel)).length === 0);
    await expectFocus('blank scroll');
    expect(await textOf('[data-testid="empty"]')).toContain('No requests recorded yet');
  });
});
