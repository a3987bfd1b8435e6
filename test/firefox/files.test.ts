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
/** What the panel exported. */
let exported: string;

beforeAll(async () => {
  inspected = await inspectLab(distFolder('firefox'));
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

afterAll(() => inspected?.close());

const text = (selector: string) =>
  inspected.panel.evaluate((css) => document.querySelector(css)?.textContent ?? '', selector);
const click = (selector: string) =>
  inspected.panel.evaluate((css) => document.querySelector<HTMLElement>(css)?.click(), selector);

test('the panel exports a valid HAR without secrets', async () => {
  await click('[data-testid="open-export"]');
  await until('the file', async () =>
    (await text('[data-testid="preview"]')).includes('2 cross-origin requests'),
  );
  expect(await text('[data-testid="preview"]')).toContain('query parameter access_token');
  exported = await inspected.panel.evaluate(async () => {
    const create = URL.createObjectURL;
    const click = HTMLAnchorElement.prototype.click;
    let blob = new Blob();
    URL.createObjectURL = (object) => {
      blob = object as Blob;
      return create.call(URL, object);
    };
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector<HTMLElement>('[data-testid="save"]')?.click();
    URL.createObjectURL = create;
    HTMLAnchorElement.prototype.click = click;
    return blob.text();
  });
  await click('.export button[type="submit"]');
  expect(exported).not.toContain('planted');
  const har = await readHar([Buffer.from(exported)]);
  expect(schemaErrors(har)).toEqual([]);
  expect(annotate(har).findings.map(({ diagnosis }) => diagnosis?.rule)).toEqual([
    'server-error',
    'unauthenticated',
  ]);
});

test('the panel imports a file that is dropped on it', async () => {
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
  expect(await text('[data-testid="counts"]')).toContain('10 cross-origin of 12');
  await click('[data-testid="imported"] button');
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
