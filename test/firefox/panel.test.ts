import { afterEach, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import type { FirefoxOptions } from '../browser/firefox.ts';
import { chooseStack, readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { caseOf } from '../lab/inspect.ts';
import { type InspectedFirefox, inspectLab } from './inspect.ts';

let inspected: InspectedFirefox | undefined;

afterEach(async () => {
  await inspected?.close();
  inspected = undefined;
});

/** Starts the lab with the panel in front, showing every request in the order of time. */
async function open(options: FirefoxOptions = {}): Promise<InspectedFirefox> {
  inspected = await inspectLab(distFolder('firefox'), { headless: true, ...options });
  await show(inspected.panel, 'everything');
  return inspected;
}

/** Calls a case of the lab from the page. */
async function callCase({ firefox, lab }: InspectedFirefox, id: string, options: RequestInit = {}) {
  await firefox.page(
    async (address, init) => {
      await fetch(address, init).catch(() => {});
    },
    `${lab.host('api')}/${id}`,
    options as Record<string, string>,
  );
}

/** Waits until the list shows exactly these cases with these diagnoses, oldest first. */
async function expectRows(
  { panel }: InspectedFirefox,
  expected: readonly (readonly [id: string, rule: string])[],
) {
  const wanted = JSON.stringify(expected);
  let shown = '';
  await until('the rows', async () => {
    const rows = await readRows(panel);
    shown = JSON.stringify(rows.map(({ url, rule }) => [caseOf(url), rule]));
    return shown === wanted;
  }).catch(() => expect(shown).toBe(wanted));
}

const textOf = ({ panel }: InspectedFirefox, selector: string): Promise<string> =>
  panel.evaluate((css) => document.querySelector(css)?.textContent ?? '', selector);

/** What has the focus, as its test id or class. */
const focused = ({ panel }: InspectedFirefox): Promise<string> =>
  panel.evaluate(() => {
    const node = document.activeElement as HTMLElement | null;
    return node?.dataset.testid ?? node?.className ?? '';
  });

const forbidden = ['forbidden', 'forbidden'] as const;
const put = { method: 'PUT' };

describe('the session', () => {
  test('a background page that was stopped loses nothing', async () => {
    const session = await open();
    await callCase(session, 'forbidden', put);
    await expectRows(session, [forbidden]);
    await session.firefox.stopBackground(session.id);
    await callCase(session, 'unauthenticated', { credentials: 'include' });
    await expectRows(session, [forbidden, ['unauthenticated', 'unauthenticated']]);
  });

  test('moving DevTools builds the panel anew, and it shows everything again', async () => {
    const session = await open();
    await callCase(session, 'forbidden', put);
    await expectRows(session, [forbidden]);
    for (const dock of ['right', 'window', 'bottom'] as const) {
      await session.firefox.openDevTools('webconsole', dock);
      await session.firefox.showPanel(session.id);
      await show(session.panel, 'everything');
      await expectRows(session, [forbidden]);
    }
  });

  test('a navigation clears the list, and nothing while the log is preserved', async () => {
    const session = await open();
    const { firefox, lab, id } = session;
    await callCase(session, 'forbidden', put);
    await expectRows(session, [forbidden]);
    await firefox.goto(`${lab.site}/frame?second`);
    await callCase(session, 'unauthenticated', { credentials: 'include' });
    await expectRows(session, [['unauthenticated', 'unauthenticated']]);
    await firefox.click(id, '[data-testid="preserve"], label:has(input[type="checkbox"])');
    await firefox.goto(`${lab.site}/frame?third`);
    await callCase(session, 'forbidden', put);
    await expectRows(session, [['unauthenticated', 'unauthenticated'], forbidden]);
  });

  test('requests at once, of the same URL, are told apart by how they ended', async () => {
    const session = await open();
    const { firefox, lab, panel } = session;
    await firefox.page(
      async (url) => {
        const calls = Array.from({ length: 40 }, (_, index) =>
          fetch(`${url}?${index % 10}`, {
            // With credentials the wildcard fails, and the two entries look the same.
            credentials: index % 10 < 5 ? 'include' : 'omit',
          }).catch(() => {}),
        );
        await Promise.all(calls);
      },
      `${lab.host('api')}/ok-wildcard`,
    );
    const tally = async () => {
      const rows = await readRows(panel);
      const wrong = rows.filter(({ url, outcome }) => {
        const blocked = Number(new URL(url).search.slice(1)) < 5;
        return outcome !== (blocked ? 'blocked' : 'allowed');
      });
      return { rows: rows.length, wrong: wrong.length };
    };
    let seen = {};
    await until('forty requests', async () => {
      seen = await tally();
      return JSON.stringify(seen) === JSON.stringify({ rows: 40, wrong: 0 });
    }).catch(() => expect(seen).toEqual({ rows: 40, wrong: 0 }));
  });

  test('requests one after the other, of the same URL, are told apart by how they ended', async () => {
    const session = await open();
    const { firefox, lab, panel } = session;
    await firefox.page(
      async (url) => {
        for (let index = 0; index < 20; index++) {
          await fetch(url, { credentials: index % 2 ? 'omit' : 'include' }).catch(() => {});
        }
      },
      `${lab.host('api')}/ok-wildcard`,
    );
    const wanted = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'allowed' : 'blocked'));
    let outcomes: string[] = [];
    await until('twenty requests', async () => {
      outcomes = (await readRows(panel)).map(({ outcome }) => outcome);
      return outcomes.join() === wanted.join();
    }).catch(() => expect(outcomes).toEqual(wanted));
  });

  test('it says so when DevTools keeps requests from it', async () => {
    const session = await open({ preferences: { 'devtools.netmonitor.filters': '["css"]' } });
    expect(await textOf(session, '[data-testid="missed"]')).toBe('');
    await callCase(session, 'forbidden', put);
    await callCase(session, 'ok-wildcard');
    await until('the notice', async () =>
      (await textOf(session, '[data-testid="missed"]')).includes('Network panel'),
    );
    expect(await readRows(session.panel)).toEqual([]);
  });
});

describe('the panel', () => {
  test.each(['light', 'dark'] as const)('follows the theme, beginning with %s', async (theme) => {
    const { firefox, panel } = await open({ theme });
    const shown = () =>
      panel.evaluate(() => {
        const { dataset } = document.documentElement;
        const { color } = getComputedStyle(document.querySelector('.panel') ?? document.body);
        const [red = 0] = color.match(/\d+/g)?.map(Number) ?? [];
        return { theme: dataset.theme, dark: red > 128 };
      });
    expect(await shown()).toEqual({ theme, dark: theme === 'dark' });
    const other = theme === 'dark' ? 'light' : 'dark';
    await firefox.setPreference('devtools.theme', other);
    await until('the other theme', async () => {
      const now = await shown();
      return now.theme === other && now.dark === (other === 'dark');
    });
  });

  test('shows the body of an error that the page was not given', async () => {
    const session = await open();
    await callCase(session, 'server-error');
    await until('the body', async () =>
      (await textOf(session, '[data-testid="body"]')).includes('"status": 500'),
    );
    expect(await textOf(session, '[data-testid="log-search"]')).toMatch(/: [\d:]+ UTC · \d+ ms/);
  });

  test('is used by the keyboard alone, and copies the settings', async () => {
    const session = await open();
    const { firefox, id, panel } = session;
    for (const name of ['allow-origin-missing', 'forbidden', 'ok-wildcard']) {
      await callCase(session, name);
    }
    await until('three requests', async () => (await readRows(panel)).length === 3);
    const press = (key: string, ctrl = false) => firefox.press(id, key, { ctrl });
    await press('/');
    expect(await focused(session)).toBe('filter');
    for (const key of 'allow-origin') await press(key);
    await until('the filtered list', async () => (await readRows(panel)).length === 1);
    await press('ArrowDown');
    expect(await focused(session)).toBe('rows');
    await press('Home');
    await until('the diagnosis', async () =>
      (await textOf(session, '[data-testid="headline"]')).includes('Access-Control-Allow-Origin'),
    );
    await press('Enter');
    expect(await focused(session)).toBe('headline');

    await chooseStack(panel, 'express');
    const snippet = await until('the config', () => textOf(session, '[data-testid="snippet"]'));
    expect(snippet).toContain(session.lab.site);
    await press('c', true);
    await until('the clipboard', async () => (await firefox.clipboard()) === snippet);
    await firefox.setClipboard('');
    await firefox.click(id, '[data-testid="copy-snippet"]');
    await until('the clipboard again', async () => (await firefox.clipboard()) === snippet);
  });
});
