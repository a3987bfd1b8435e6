import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotate } from '../../src/report/annotate.ts';
import { validHar } from '../../src/report/export.ts';
import { readHar } from '../../src/report/har.ts';
import { createRedactor } from '../../src/report/redact.ts';
import { distFolder } from '../browser/build.ts';
import { readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { fixture, fixtures } from '../har/index.ts';
import { schemaErrors } from '../har/schema.ts';
import { type InspectedFirefox, inspectLab } from './inspect.ts';

let inspected: InspectedFirefox;
/** Where Firefox saves downloads. */
let folder: string;
/** What the panel exported. */
let exported: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-files-'));
  inspected = await inspectLab(distFolder('firefox'), {
    preferences: {
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.download.alwaysOpenPanel': false,
      'browser.download.always_ask_before_handling_new_types': false,
    },
  });
  const { firefox, lab, panel } = inspected;
  await show(panel, 'everything');
  await firefox.page(async (api: string) => {
    const options = { headers: { authorization: 'Bearer planted-token' } };
    for (const path of ['server-error', 'unauthenticated']) {
      await fetch(`${api}/${path}?access_token=planted-query`, options).catch(() => {});
    }
  }, lab.host('api'));
  await until('two rows', async () => (await readRows(panel)).length >= 2);
});

afterAll(async () => {
  await inspected?.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (selector: string) =>
  inspected.panel.evaluate((css) => document.querySelector(css)?.textContent ?? '', selector);
const click = (selector: string) => inspected.firefox.click(inspected.id, selector);

/** Saves what the dialog offers, and reads the file that Firefox wrote. */
async function save(): Promise<{ name: string; text: string }> {
  const before = new Set(readdirSync(folder));
  await until('something to save', () =>
    inspected.panel.evaluate(
      () => document.querySelector('[data-testid="save"]:not([disabled])') !== null,
    ),
  );
  await click('[data-testid="save"]');
  return until('the file', async () => {
    const name = readdirSync(folder).find((each) => !before.has(each) && !each.endsWith('.part'));
    const written = name && readFileSync(join(folder, name), 'utf8');
    return written ? { name, text: written } : null;
  });
}

describe('export', () => {
  test('the annotated HAR is valid, and without secrets', async () => {
    await click('[data-testid="open-export"]');
    await until('the file', async () =>
      (await text('[data-testid="preview"]')).includes('2 cross-origin requests'),
    );
    expect(await text('[data-testid="preview"]')).toContain('query parameter access_token');
    const saved = await save();
    exported = saved.text;
    expect(saved.name).toMatch(/^cors-lens-api\.localhost-\d+-\d{4}-\d\d-\d\d\.har$/);
    expect(exported).not.toContain('planted');
    const har = await readHar([Buffer.from(exported)]);
    expect(schemaErrors(har)).toEqual([]);
    expect(annotate(har).findings.map(({ diagnosis }) => diagnosis?.rule)).toEqual([
      'server-error',
      'unauthenticated',
    ]);
  });

  test.each([
    ['markdown', /^# CORS report for `api\.localhost:\d+`\n/, '.md'],
    ['html', /^<!doctype html>/, '.html'],
  ])('the report as %s', async (format, start, ending) => {
    await click(`input[value="${format}"]`);
    await until('the choice', () =>
      inspected.panel.evaluate(
        (value) => document.querySelector<HTMLInputElement>(`[value="${value}"]`)?.checked,
        format,
      ),
    );
    const { name, text: written } = await save();
    expect(name.endsWith(ending)).toBe(true);
    expect(written).toMatch(start);
    expect(written).not.toContain('planted');
    expect(written).toContain('Server returned 500 Internal Server Error');
    if (format !== 'markdown') return;
    await inspected.firefox.setClipboard('');
    await click('[data-testid="copy-export"]');
    await until('the clipboard', async () => (await inspected.firefox.clipboard()) === written);
  });

  afterAll(() => click('.export button[type="submit"]'));
});

test('the report on one request is copied', async () => {
  const { firefox } = inspected;
  await click('[data-exchange]');
  await click('[data-testid="copy-menu"]');
  await click('[data-testid="open-report"]');
  const report = await until('the report', () => text('[data-testid="report"]'));
  expect(report).toMatch(/^# CORS report for `api\.localhost:\d+`\n/);
  expect(report).not.toContain('planted');
  await firefox.setClipboard('');
  await click('[data-testid="copy-markdown"]');
  await until('the clipboard', async () => (await firefox.clipboard()) === report);
  await firefox.press(inspected.id, 'Escape');
  await until('the end of the dialog', async () => (await text('dialog[open]')) === '');
});

describe('import', () => {
  test('what was exported, chosen in the file dialog', async () => {
    const path = join(folder, 'chosen.har');
    writeFileSync(path, exported);
    await inspected.firefox.upload(inspected.id, '[data-testid="import"]', path);
    await until('the file', async () =>
      (await text('[data-testid="imported"]')).includes('chosen.har'),
    );
    const rows = await readRows(inspected.panel);
    expect(rows.map(({ rule }) => rule)).toEqual(['server-error', 'unauthenticated']);
    await click('[data-testid="imported"] button');
    await until('the tab', async () => (await text('[data-testid="imported"]')) === '');
  });

  test('a file that is dropped', async () => {
    await inspected.panel.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'dropped.har'));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }, fixture('chrome').toString());
    await until('the file', async () =>
      (await text('[data-testid="imported"]')).includes('dropped.har'),
    );
    expect(await text('[data-testid="counts"]')).toContain('10 of 12 requests are cross-origin');
    await click('[data-testid="imported"] button');
  });

  test('what cannot be read is refused with its place', async () => {
    const path = join(folder, 'broken.har');
    writeFileSync(path, '{"log":{"entries":[\n{"a":');
    await inspected.firefox.upload(inspected.id, '[data-testid="import"]', path);
    await until('the reason', async () =>
      (await text('[data-testid="import-problem"]')).includes(
        'broken.har: it ends in the middle, at byte 25 (line 2, column 6)',
      ),
    );
    await click('[data-testid="import-problem"] button');
  });
});

describe("Firefox's Network panel", () => {
  beforeAll(() => inspected.firefox.openDevTools('netmonitor'));

  test.each(['exported', ...Object.keys(fixtures)])('%s opens in it', async (name) => {
    const written =
      name === 'exported'
        ? exported
        : JSON.stringify(
            annotate(createRedactor().json(validHar(await readHar([fixture(name)])))).har,
          );
    // Its own importer, into its own list.
    const shown = await inspected.firefox.chrome(async (har: string) => {
      const { require } = ChromeUtils.importESModule(
        'resource://devtools/shared/loader/Loader.sys.mjs',
      );
      const { gDevTools } = require('devtools/client/framework/devtools');
      const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
      const { panelWin } = gDevTools.getToolboxForTab(gBrowser.selectedTab).getPanel('netmonitor');
      const load = panelWin.windowRequire;
      const { HarImporter } = load('devtools/client/netmonitor/src/har/har-importer');
      const Actions = load('devtools/client/netmonitor/src/actions/index');
      const { bindActionCreators } = load('devtools/client/shared/vendor/redux');
      const { store } = panelWin;
      store.dispatch(Actions.clearRequests({ isExplicitClear: true }));
      new HarImporter(bindActionCreators(Actions, store.dispatch)).import(har);
      await new Promise((resolve) => panelWin.setTimeout(resolve, 500));
      return [...store.getState().requests.requests].map(
        ({ method, url, status }: { method: string; url: string; status: string }) =>
          `${method} ${url} ${status}`,
      );
    }, written);
    const { log } = JSON.parse(written);
    expect(shown.toSorted()).toEqual(
      log.entries
        .map(
          ({
            request,
            response,
          }: {
            request: { method: string; url: string };
            response: { status: number };
          }) => `${request.method} ${request.url} ${response.status}`,
        )
        .toSorted(),
    );
  });
});
