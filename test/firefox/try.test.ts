import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { type InspectedFirefox, inspectLab } from './inspect.ts';

/** "Try this fix in this tab" in Firefox: its own question, its own rules, on real responses. */
let inspected: InspectedFirefox;

const prompts = 'extensions.webextOptionalPermissionPrompts';

beforeAll(async () => {
  inspected = await inspectLab(distFolder('firefox'), { headless: true });
  await show(inspected.panel, 'everything');
});

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
  await panel.evaluate(() => document.querySelector<HTMLElement>('[data-testid="clear"]')?.click());
  await until('the empty list', async () => (await readRows(panel)).length === 0);
  expect(await read(id, init)).toBe('blocked');
  await until('the diagnosis', () =>
    panel.evaluate((each) => {
      const row = document.querySelector<HTMLElement>(
        `[data-url$="/${each}"]:not([data-outcome="allowed"])`,
      );
      row?.click();
      return document.querySelector('.subject')?.textContent?.includes(`/${each}`) ?? false;
    }, id),
  );
  await until('the preview', () =>
    panel.evaluate(() => {
      const fold = document.querySelector<HTMLDetailsElement>('[data-testid="fold-verify"]');
      if (fold && !fold.open) fold.querySelector('summary')?.click();
      return document.querySelector('[data-testid="try"]') !== null;
    }),
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
  await until('its buttons', () =>
    click('nothing-yet', '/permission/').then(
      () => true,
      (error) => /Nothing matches/.test(String(error)),
    ),
  );
}

async function preview() {
  await question();
  await click('allow', '/permission/');
  await until('the preview', () => has('[data-testid="preview-banner"]'));
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

describe('the question', () => {
  test('is the browser’s own; a yes starts the preview, and Stop ends it without a trace', async () => {
    await refuse('server-error');
    expect(await textOf('try')).toContain('the page can also read the other paths of');
    await question();
    expect(await textOf('try-phase')).toContain('Waiting for permission');
    await click('allow', '/permission/');
    await until('the prompt', () => inspected.firefox.answer(true));
    await until('the preview', () => has('[data-testid="preview-banner"]'));
    console.log(await touched());
    expect(await outcome()).toContain('The page can now read the response: 500');
    expect(await read('server-error')).toBe(500);
    await stop();
    expect(await touched()).toEqual(untouched);
    expect(await read('server-error')).toBe('blocked');
    expect(await inspected.firefox.tabs()).toHaveLength(1);
  });
});
