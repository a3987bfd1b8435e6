import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { readDetail, readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import {
  beyond,
  callAgain,
  deployed,
  fixable,
  isReadable,
  neighbourRoutes,
  seenByFrame,
  seenByOwnFrame,
} from '../lab/fixable.ts';
import { rowsOf, settledRows } from '../lab/inspect.ts';
import { complaintInFirefox, type InspectedFirefox, inspectLab } from './inspect.ts';

/** "Try this fix in this tab" in Firefox: its own question, its own rules, on real responses. */
let inspected: InspectedFirefox;

async function open() {
  inspected = await inspectLab(
    distFolder('firefox'),
    // Firefox takes no click on a prompt that has only just appeared.
    { headless: true, preferences: { 'security.notification_enable_delay': 0 } },
    neighbourRoutes,
  );
  await show(inspected.panel, 'everything');
}

beforeAll(open);
afterAll(() => inspected?.close());

/** What a script of the page gets of a case: the status, or nothing. */
function read(id: string, init: RequestInit = {}, host = 'api') {
  return inspected.firefox.page(
    (url, options) =>
      fetch(url, options).then(
        ({ status }) => status,
        () => 'blocked' as const,
      ),
    `${inspected.lab.host(host)}/${id}`,
    init as Record<string, string>,
  );
}

const textOf = (testId: string): Promise<string> =>
  inspected.panel.evaluate(
    (id) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? '',
    testId,
  );

const has = (css: string): Promise<boolean> =>
  inspected.panel.evaluate((selector) => document.querySelector(selector) !== null, css);

const touched = () => inspected.firefox.leftOver(inspected.id);
const untouched = { rules: 0, hosts: [] };

/** The page makes the call, is refused, and the panel shows why, with the preview in sight. */
async function refuse(id: string, init: RequestInit = {}) {
  const { panel, firefox, lab } = inspected;
  if (!(await firefox.page(() => location.href)).startsWith(lab.site)) {
    await firefox.goto(`${lab.site}/frame`);
  }
  await until('the empty list', async () => {
    // What was under way may come late.
    await panel.evaluate(() =>
      document.querySelector<HTMLElement>('[data-testid="clear"]')?.click(),
    );
    await pause(500);
    return (await readRows(panel)).length === 0;
  });
  expect(await read(id, init)).toBe('blocked');
  await until('the preview', () =>
    panel.evaluate((each) => {
      document
        .querySelector<HTMLElement>(`[data-url$="/${each}"][data-outcome="blocked"]`)
        ?.click();
      const fold = document.querySelector<HTMLDetailsElement>('[data-testid="fold-verify"]');
      if (fold && !fold.open) fold.querySelector('summary')?.click();
      return (
        document.querySelector('[data-testid="try"]') !== null &&
        document.querySelector('.subject')?.textContent?.includes(`/${each}`)
      );
    }, id),
  );
}

const click = (testId: string, part?: string) =>
  inspected.firefox.click(
    inspected.id,
    part === undefined ? `[data-testid="${testId}"]` : `#${testId}`,
    part,
  );

/** Clicks "Preview fix", and waits for the window that asks. */
async function question() {
  await click('try-fix');
  await until('the window', async () =>
    (await inspected.firefox.tabs()).some((url) => url.includes('/permission/')),
  );
  // The list is there when the script is.
  await until('its hosts', () =>
    inspected.firefox.click(inspected.id, '#hosts li', '/permission/').then(
      () => true,
      () => false,
    ),
  );
}

async function preview() {
  await question();
  await click('allow', '/permission/');
  // Hosts that are allowed already are not asked for.
  await until('the preview', async () => {
    await inspected.firefox.answer(true);
    return has('[data-testid="preview-banner"]');
  });
}

async function outcome(): Promise<string> {
  return until('the outcome', () =>
    inspected.panel.evaluate(
      () => document.querySelector('.outcome :is(.pass, .fail ~ dd.fail)')?.textContent ?? '',
    ),
  );
}

async function stop() {
  await click('stop-preview');
  await until('the end', async () => !(await has('[data-testid="preview-banner"]')));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** DevTools once more, after they were closed. */
async function reopen() {
  const { firefox, id, panel } = inspected;
  await firefox.openDevTools();
  await firefox.showPanel(id);
  await until('the panel', () => panel.evaluate(() => document.querySelector('.panel') !== null));
  await show(panel, 'everything');
}

const nothingLeft = () =>
  until(
    'rules and hosts to be gone',
    async () => JSON.stringify(await touched()) === JSON.stringify(untouched),
  ).catch(async () => expect(await touched()).toEqual(untouched));

describe('the question', () => {
  test('is the browser’s own; a yes starts the preview, and Stop ends it without a trace', async () => {
    await refuse('server-error');
    expect(await textOf('try')).toContain('the page can also read the other paths of');
    await question();
    expect(await textOf('try-phase')).toContain('Waiting for permission');
    await click('allow', '/permission/');
    await until('the prompt', () => inspected.firefox.answer(true));
    await until('the preview', () => has('[data-testid="preview-banner"]'));
    expect(await touched()).toEqual({
      rules: 3,
      hosts: ['http://api.localhost/*', 'http://shop.localhost/*'],
    });
    expect(await outcome()).toContain('The page can now read the response: 500');
    expect(await read('server-error')).toBe(500);
    await stop();
    expect(await touched()).toEqual(untouched);
    expect(await read('server-error')).toBe('blocked');
    expect(await inspected.firefox.tabs()).toHaveLength(1);
  });

  const declined = () =>
    until('what the panel says', async () => (await textOf('try-phase')).includes('denied'));

  test('declined, or its window closed: nothing changed', async () => {
    const { firefox } = inspected;
    await refuse('server-error');
    const ways: readonly (() => Promise<unknown>)[] = [
      async () => {
        await click('allow', '/permission/');
        await until('the prompt', () => firefox.answer(false));
      },
      () => click('cancel', '/permission/'),
      () => firefox.closeTab('/permission/'),
      async () => {
        await click('allow', '/permission/');
        await pause(500);
        await firefox.closeTab('/permission/');
      },
    ];
    for (const way of ways) {
      await question();
      await way();
      await declined();
      expect(await touched()).toEqual(untouched);
      expect(await firefox.tabs()).toHaveLength(1);
    }
    expect(await read('server-error')).toBe('blocked');
  });

  test('with the background page stopped meanwhile, a yes still starts the preview', async () => {
    await refuse('server-error');
    await question();
    await inspected.firefox.stopBackground(inspected.id);
    await pause(1_500);
    await click('allow', '/permission/');
    await until('the prompt', () => inspected.firefox.answer(true));
    await until('the preview', () => has('[data-testid="preview-banner"]'));
    expect(await outcome()).toContain('500');
    await stop();
    await nothingLeft();
  });

  test('with DevTools closed, its window goes, and nothing is left', async () => {
    const { firefox } = inspected;
    await refuse('server-error');
    await question();
    await click('allow', '/permission/');
    await pause(500);
    await firefox.closeDevTools();
    await until('the window to be gone', async () => (await firefox.tabs()).length === 1);
    await nothingLeft();
    await reopen();
  });
});

describe('what else there is keeps its own headers', () => {
  test('frames of another port and of a subdomain, another server and another tab', async () => {
    const { firefox, lab } = inspected;
    const frames = [`${lab.host('shop')}/neighbour`, `${lab.host('a.shop')}/neighbour`];
    await refuse('neighbours-allowed');
    const url = `${lab.host('api')}/neighbours-allowed`;
    const seen = async () => {
      const all = [];
      for (const frame of frames) all.push(await firefox.page(seenByFrame, frame, url));
      return all;
    };
    expect(await seen()).toEqual([200, 200]);
    await preview();
    expect(await outcome()).toContain('The page can now read the response: 200');
    expect(await read('neighbours-allowed')).toBe(200);
    expect(await seen()).toEqual([200, 200]);
    // A frame of the page itself is the page.
    expect(await firefox.page(seenByOwnFrame, url)).toBe(200);
    // Another name of the same machine, on the same port.
    expect(await read('server-error', {}, 'cdn')).toBe('blocked');
    await firefox.inNewTab(`${lab.site}/frame`, async () => {
      expect(await read('neighbours-allowed')).toBe('blocked');
    });
    await stop();
    expect(await read('neighbours-allowed')).toBe('blocked');
  });

  test('the cache: what was readable in a preview is not read from it later', async () => {
    await refuse('stored');
    await preview();
    await outcome();
    expect(await read('stored')).toBe(200);
    await stop();
    expect(await read('stored')).toBe('blocked');
  });
});

describe('the preview ends', () => {
  test('when the tab goes to another origin, and not when the page is loaded again', async () => {
    const { firefox, lab } = inspected;
    await refuse('server-error');
    await preview();
    await firefox.goto(`${lab.site}/frame?again`);
    await pause(1_000);
    expect(await read('server-error')).toBe(500);
    await firefox.goto(`${lab.origins.https}/frame`);
    await nothingLeft();
    expect(await has('[data-testid="preview-banner"]')).toBe(false);
  });

  test('when the background page is stopped', async () => {
    await refuse('server-error');
    await preview();
    await inspected.firefox.stopBackground(inspected.id);
    await nothingLeft();
    expect(await read('server-error')).toBe('blocked');
  });

  test('when DevTools is closed', async () => {
    await refuse('server-error');
    await preview();
    await inspected.firefox.closeDevTools();
    await nothingLeft();
    expect(await read('server-error')).toBe('blocked');
    await reopen();
  });

  test('when DevTools is closed and the background page stopped at once: within half a minute', async () => {
    const { firefox, id } = inspected;
    await refuse('server-error');
    await preview();
    await Promise.all([firefox.closeDevTools(), firefox.stopBackground(id)]);
    await until('the end', async () => (await touched()).rules === 0, 45_000);
    await nothingLeft();
    await reopen();
  });
});

describe('the request is checked again', () => {
  const check = async () => {
    await click('check-again');
    return until('the result', () => textOf('checked'));
  };

  test('as it is: still failing, and fixed, with what changed', async () => {
    const { lab } = inspected;
    await refuse('changing');
    expect(await check()).toContain('Still failing.');
    expect(await textOf('check')).toContain('Status and CORS headers are the same as before.');
    deployed.fix = true;
    await click('check-again');
    await until('the fix', async () => (await textOf('checked')).includes('Fixed: '));
    deployed.fix = false;
    expect(await textOf('checked')).toContain('the page can read the response: 200.');
    expect(await textOf('check-changes')).toContain(`access-control-allow-origin: ${lab.site}`);
    expect(await touched()).toEqual(untouched);
  });

  test('not while a preview changes the responses, and not where it may change data', async () => {
    await refuse('server-error');
    await preview();
    expect(await textOf('check-phase')).toContain('Stop it first.');
    await stop();
    await refuse('allow-methods', { method: 'PUT' });
    expect(await textOf('check-phase')).toContain('A PUT may change data on the server');
  });
});

test('a preview shows what the response says', async () => {
  await refuse('server-error');
  await preview();
  expect(await outcome()).toContain('500');
  await until('the body', async () => (await textOf('said')).includes('"status": 500'));
  expect(await textOf('said-headers')).toContain('content-');
  await stop();
  await refuse('allow-origin-missing');
  await preview();
  await until('the body', async () => (await textOf('said')).includes('200'));
  await stop();
});

test('every case of the lab that headers can fix: blocked, readable, and blocked again', async () => {
  const { firefox, panel, lab } = inspected;
  await firefox.goto(lab.url);
  await until('the calls', () => firefox.page(() => document.body.dataset.done === 'true'), 60_000);
  const rows = await settledRows(panel, 20_000, complaintInFirefox);
  const wrong: string[] = [];
  let salt = 0;
  const nextSalt = () => ++salt;
  for (const entry of fixable) {
    if (entry.firefox?.rule === null) continue;
    const row = rowsOf(entry, rows).find(({ outcome: how }) => how === 'blocked');
    if (!row) {
      wrong.push(`${entry.id} is not listed as blocked`);
      continue;
    }
    await readDetail(panel, row.exchange);
    await until(`${entry.id} to be shown`, () =>
      panel.evaluate(
        (id) => document.querySelector('.subject')?.textContent?.includes(`/${id}`) ?? false,
        entry.id,
      ),
    );
    await until(`the preview of ${entry.id}`, () =>
      panel.evaluate(() => {
        const fold = document.querySelector<HTMLDetailsElement>('[data-testid="fold-verify"]');
        if (fold && !fold.open) fold.querySelector('summary')?.click();
        return document.querySelector('[data-testid="try"]') !== null;
      }),
    );
    if (entry.request.credentials === 'include') {
      await panel.evaluate(() =>
        document.querySelector<HTMLElement>('[data-testid="try-credentials"]')?.click(),
      );
    }
    await preview().catch((error) => {
      throw new Error(entry.id, { cause: error });
    });
    if (await has('[data-testid="replay"]')) await click('replay');
    const said = await outcome();
    if (!said.startsWith('The page can now read the response: '))
      wrong.push(`${entry.id}: ${said}`);
    const on = await firefox.page(callAgain, entry.id, nextSalt());
    if (!isReadable(on)) wrong.push(`${entry.id} with the preview: ${on}`);
    await stop();
    const off = await firefox.page(callAgain, entry.id, nextSalt());
    if (isReadable(off)) wrong.push(`${entry.id} after the preview: ${off}`);
  }
  expect(wrong).toEqual([]);
  expect(fixable.length).toBeGreaterThan(2 * beyond.length);
  await nothingLeft();
}, 400_000);

test('nothing is left when the tab is closed', async () => {
  const { firefox, lab } = inspected;
  await firefox.setPreference('browser.tabs.closeWindowWithLastTab', false);
  await refuse('server-error');
  await preview();
  await firefox.closeTab(lab.site);
  await nothingLeft();
});

test('nothing is left when the page’s process is gone', async () => {
  await inspected.close();
  await open();
  await refuse('server-error');
  await preview();
  process.kill(await inspected.firefox.pageProcess(), 'SIGKILL');
  await nothingLeft();
});
