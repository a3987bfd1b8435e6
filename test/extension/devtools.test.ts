import { afterAll, beforeAll, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { openPanel } from '../browser/chromium.ts';
import { readRows } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { type CallingWindow, type InspectedLab, inspectLab } from '../lab/inspect.ts';

/** What the panel has of DevTools, and DevTools of the panel. */
let inspected: InspectedLab;

beforeAll(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  const { page, panel, lab } = inspected;
  await page.goto(`${lab.site}/frame`);
  for (const id of ['server-error', 'forbidden']) {
    await page.evaluate((call) => (window as unknown as CallingWindow).call(call), {
      id,
      url: `${lab.host('api')}/${id}`,
    });
  }
  await until('both rows', async () => (await readRows(panel)).length === 2);
  await choose('server-error');
});

afterAll(() => inspected?.close());

/** Clicks a request's row, and waits for its diagnosis with everything that comes late. */
async function choose(id: string) {
  const { panel } = inspected;
  await panel.locator(`[data-url$="/${id}"]`).click();
  await panel.waitForSelector(`.subject ::-p-text(/${id})`);
  await panel.waitForSelector('[data-testid="fix"]');
}

/** Runs text in DevTools, where its own modules are. */
function inDevtools<Result>(text: string): Promise<Result> {
  return inspected.devtools.evaluate(`(async () => { ${text} })()`) as Promise<Result>;
}

const shownPanel = () =>
  inDevtools<string>(`
    const ui = await import('./ui/legacy/legacy.js');
    return ui.InspectorView.InspectorView.instance().tabbedPane.selectedTabId;`);

/** Shows the panel as if the system had these settings. */
async function pretend(features: readonly { name: string; value: string }[]) {
  // Puppeteer's own method takes none of these, and no frame of another process.
  const { client } = inspected.panel as unknown as {
    client: { send(method: string, options: object): Promise<void> };
  };
  await client.send('Emulation.setEmulatedMedia', { features });
}

/** In one step: a navigation that is told late names the rows anew. */
const styleOf = (selector: string, name: string): Promise<string> =>
  inspected.panel.evaluate(
    (css, property) =>
      getComputedStyle(document.querySelector(css) as Element).getPropertyValue(property),
    selector,
    name,
  );

test('the text is as large as DevTools’ own', async () => {
  const own = await inspected.devtools.$eval('body', (body) => getComputedStyle(body).fontSize);
  expect(own).toBe('12px');
  for (const part of ['.row .where', '.steps li', '.what p', '.box > header', '.toolbar']) {
    expect(await styleOf(part, 'font-size'), part).toBe(own);
  }
});

test('DevTools’ theme is followed while the panel is open', async () => {
  const setTheme = (theme: string) =>
    inDevtools(`
      const common = await import('./core/common/common.js');
      common.Settings.Settings.instance().moduleSetting('ui-theme').set('${theme}');`);
  const light = await styleOf(':root', 'background-color');
  await setTheme('dark');
  const themed = (theme: string) =>
    until(`the ${theme} theme`, () =>
      inspected.panel.$eval(
        ':root',
        (root, wanted) => (root as HTMLElement).dataset.theme === wanted,
        theme,
      ),
    );
  await themed('dark');
  expect(await styleOf(':root', 'background-color')).toBe('rgb(40, 40, 40)');
  await setTheme('default');
  await themed('light');
  expect(await styleOf(':root', 'background-color')).toBe(light);
});

test('forced colours leave selection, signs and the failing stop in sight', async () => {
  await pretend([
    { name: 'forced-colors', value: 'active' },
    { name: 'prefers-color-scheme', value: 'dark' },
  ]);
  const [canvas, text, highlight] = await inspected.panel.evaluate(() =>
    ['Canvas', 'CanvasText', 'Highlight'].map((colour) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.cssText = `forced-color-adjust: none; color: ${colour}`;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }),
  );
  expect(canvas).not.toBe(text);
  expect(await styleOf('.row[aria-selected="true"]', 'background-color')).toBe(highlight);
  expect(await styleOf('.row:not([aria-selected="true"]) svg', 'color')).toBe(text);
  expect(await styleOf('.stop.bad svg', 'color')).toBe(text);
  expect(await styleOf('.stop.bad svg .mark', 'stroke')).toBe(canvas);
  await pretend([]);
});

test('more contrast is given to who asks for it', async () => {
  const before = await styleOf('.row:not([aria-selected="true"]) .where', 'color');
  await pretend([{ name: 'prefers-contrast', value: 'more' }]);
  expect(await styleOf('.row:not([aria-selected="true"]) .where', 'color')).not.toBe(before);
  expect(await styleOf('.what h2', 'color')).toBe('rgb(0, 0, 0)');
  await pretend([]);
});

test('nothing moves', async () => {
  const moving = await inspected.panel.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((node) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
        return (
          transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth'
        );
      })
      .map((node) => node.className),
  );
  expect(moving).toEqual([]);
});

test('another diagnosis begins at its top', async () => {
  const { panel } = inspected;
  const top = () => panel.$eval('.detail', (node) => node.closest('.scroll')?.scrollTop ?? -1);
  await panel.locator('[data-testid="fold-headers"] summary').click();
  await panel.waitForSelector('.heads');
  await panel.$eval('.detail', (node) => node.closest('.scroll')?.scrollTo({ top: 300 }));
  expect(await top()).toBeGreaterThan(0);
  await choose('forbidden');
  expect(await top()).toBe(0);
  await choose('server-error');
});

test('the call is shown with the lines around it and the calls that led there', async () => {
  const { panel } = inspected;
  await panel.locator('[data-testid="fold-details"] summary').click();
  await panel.waitForSelector('[data-testid="source"] .call');
  expect(await panel.$eval('[data-testid="source"] .call', (line) => line.textContent)).toContain(
    'await fetch(url, options)',
  );
  const calls = await panel.$$eval('[data-testid="call-stack"] li', (all) =>
    all.map((call) => call.textContent ?? ''),
  );
  expect(calls[0]).toMatch(/^fetchframe:\d+the call$/);
  expect(calls[1]).toMatch(/^callframe:\d+$/);
});

test('the calling line opens in Sources', async () => {
  await inspected.panel.locator('.facts button.link').click();
  await until('the Sources panel', async () => (await shownPanel()) === 'sources');
  let file: string | undefined;
  const frame = `${inspected.lab.site}/frame`;
  await until('the file', async () => {
    file = await inDevtools<string | undefined>(`
      const ui = await import('./ui/legacy/legacy.js');
      const { UISourceCode } = await import('./models/workspace/workspace.js');
      return ui.Context.Context.instance().flavor(UISourceCode.UISourceCode)?.url();`);
    return file === frame;
  }).catch(() => expect(file).toBe(frame));
  inspected = { ...inspected, ...(await openPanel(inspected.chromium.browser)) };
});

test('"Show in Network" shows the request there', async () => {
  await inspected.panel.locator('[data-testid="show-in-network"]').click();
  await until('the Network panel', async () => (await shownPanel()) === 'network');
  const filter = await until('the filter', () =>
    inDevtools<string>(`
      const panel = (await import('./panels/network/network.js')).NetworkPanel.NetworkPanel.instance();
      return panel.networkLogView.textFilterUI.value();`),
  );
  expect(filter.trim()).toBe(`${inspected.lab.host('api')}/server-error`);
});

test('DevTools’ own search filters the list, and its arrows go through what is left', async () => {
  const { panel } = await openPanel(inspected.chromium.browser);
  const inSearch = (call: string) =>
    inDevtools(`
      const ui = await import('./ui/legacy/legacy.js');
      const view = ui.InspectorView.InspectorView.instance();
      const panel = await view.panel(view.tabbedPane.tabIds().find((tab) => tab.endsWith('CORS')));
      panel.${call};`);
  const rows = async () => (await readRows(panel)).map(({ rule }) => rule);
  const all = await rows();
  await inSearch(
    `performSearch({ query: 'forbidden', caseSensitive: false, isRegex: false }, true)`,
  );
  await until('the row that is left', async () => (await rows()).join() === 'forbidden');
  await inSearch('jumpToNextSearchResult()');
  await panel.waitForSelector('.subject ::-p-text(/forbidden)');
  await inSearch('onSearchCanceled()');
  await until('all rows', async () => (await rows()).length === all.length);
});

test('a click on the head of a column sorts by it', async () => {
  const { panel } = inspected;
  const sorted = async (column: string, expected: string) => {
    await panel.locator(`[data-testid="sort-${column}"]`).click();
    let paths = '';
    await until(`the list by ${column}`, async () => {
      paths = (await readRows(panel)).map(({ url }) => new URL(url).pathname).join(' ');
      return paths === expected;
    }).catch(() => expect(paths).toBe(expected));
  };
  await sorted('time', '/server-error /forbidden');
  await sorted('time', '/forbidden /server-error');
  await sorted('status', '/forbidden /server-error');
  await sorted('problem', '/server-error /forbidden');
});

test('failures that arrive are announced', async () => {
  const { panel } = await openPanel(inspected.chromium.browser);
  await inspected.page.evaluate((call) => (window as unknown as CallingWindow).call(call), {
    id: 'gone',
    url: `${inspected.lab.host('api')}/gone`,
  });
  await until('the announcement', () =>
    panel.$eval('[data-testid="live"]', (node) => node.textContent === '1 new failure'),
  );
});

test('the focus is not lost with what had it', async () => {
  const { devtools, page, lab } = inspected;
  const { panel } = await openPanel(inspected.chromium.browser);
  await devtools.bringToFront();
  await until('the focus', () =>
    panel.evaluate(() => {
      document.querySelector<HTMLElement>('[data-testid="copy-menu"]')?.focus();
      return document.hasFocus();
    }),
  );
  await page.goto(`${lab.site}/frame?another`);
  await until('the empty list', () => panel.$('[data-testid="empty"]'));
  let focused: string | undefined;
  await until('the focus on the empty list', async () => {
    focused = await panel.evaluate(() => document.activeElement?.className);
    return focused === 'blank scroll';
  }).catch(() => expect(focused).toBe('blank scroll'));
});

test('the toolbar icon counts the failures of the tab', async () => {
  const { chromium, page, lab } = inspected;
  await page.goto(`${lab.site}/frame?badge`);
  const { panel } = await openPanel(chromium.browser);
  const badge = () =>
    panel.evaluate(() =>
      chrome.action.getBadgeText({ tabId: chrome.devtools.inspectedWindow.tabId }),
    );
  await until('no number', async () => (await badge()) === '');
  for (const id of ['server-error', 'forbidden', 'gone']) {
    await page.evaluate((call) => (window as unknown as CallingWindow).call(call), {
      id,
      url: `${lab.host('api')}/${id}`,
    });
  }
  await until('the number', async () => (await badge()) === '3');
  await page.goto(`${lab.site}/frame?another-badge`);
  await until('no number again', async () => (await badge()) === '');
});
