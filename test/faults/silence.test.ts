import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledIn } from '../../notices.ts';
import { buildExtension, distFolder } from '../browser/build.ts';
import { grantHosts } from '../browser/grant.ts';
import { readRows } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { permissions } from '../permissions.ts';
import {
  callAll,
  expectServed,
  expectSilence,
  extensionId,
  openDevtools,
  type Rig,
  startRig,
} from './rig.ts';

/** What the packages are allowed to do, and that they say nothing to anybody. */
let rig: Rig;

beforeAll(async () => {
  buildExtension('firefox');
  rig = await startRig({}, true);
});

afterAll(() => rig?.close());

test.each(['chrome', 'firefox'] as const)(
  '%s: the package asks for what has a reason',
  (target) => {
    const manifest = JSON.parse(readFileSync(`${distFolder(target)}/manifest.json`, 'utf8'));
    const browser = target === 'chrome' ? 'Chromium' : 'Firefox';
    const wanted = permissions.filter(({ browsers }) => browsers.includes(browser));
    const asked = [
      ...manifest.permissions,
      ...(manifest.optional_permissions ?? []),
      ...(manifest.optional_host_permissions ?? []),
      ...(manifest.devtools_page ? ['devtools_page'] : []),
    ];
    expect(asked.sort()).toEqual(wanted.map(({ name }) => name).sort());
    expect(manifest).not.toHaveProperty('host_permissions');
    expect(manifest).not.toHaveProperty('content_scripts');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest.content_security_policy.extension_pages).toMatch(/^default-src 'none';/);
    expect(manifest.content_security_policy.extension_pages).not.toMatch(/connect-src|https?:/);
  },
);

test.each(['chrome', 'firefox'] as const)('%s: the package carries the licences', (target) => {
  const read = (name: string) => readFileSync(`${distFolder(target)}/${name}`, 'utf8');
  expect(read('LICENSE')).toBe(readFileSync('LICENSE', 'utf8'));
  const notices = read('THIRD-PARTY-NOTICES');
  const named = [...notices.matchAll(/^(\S+) \S+ \((\S+)\)$/gm)].map(([, name]) => name ?? '');
  // Firefox has what the polyfill gives, so it is left out there.
  const polyfill = target === 'chrome' ? ['webextension-polyfill'] : [];
  expect(named).toEqual(expect.arrayContaining(['react', 'react-dom', 'scheduler', ...polyfill]));
  expect(named.includes('webextension-polyfill')).toBe(target === 'chrome');
  for (const { text } of bundledIn(named.map((name) => `/node_modules/${name}/`))) {
    expect(notices).toContain(text.trim());
  }
});

test('no page and no worker of the extension makes a request in a whole session', async () => {
  const { browser, page } = rig.chromium;
  const { panel } = await openDevtools(rig);
  await page.goto(`${rig.lab.site}/frame`);
  const numbers = [1, 2, 3, 4];
  await callAll(rig, page, numbers);
  await until('the rows', async () => (await readRows(panel)).length === 4);
  const click = (selector: string) =>
    panel.evaluate((css) => document.querySelector<HTMLElement>(css)?.click(), selector);

  // Every diagnosis with every part of it.
  for (const n of numbers) {
    await panel.locator(`[data-url$="/counted?n=${n}"]`).click();
    await panel.waitForSelector(`.subject ::-p-text(n=${n})`);
    await panel.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
  }
  // An export and the viewer.
  await click('[data-testid="open-export"]');
  await panel.waitForSelector('[data-testid="save"]:not([disabled])');
  await panel.evaluate(() => document.querySelector('dialog')?.close());
  const id = await extensionId(rig);
  const viewer = await browser.newPage();
  await viewer.goto(`chrome-extension://${id}/src/viewer/index.html`);
  // A fix preview: the repeated request is the page's own.
  await grantHosts(browser, id, [`${rig.lab.host('api')}/*`, `${rig.lab.site}/*`]);
  await panel.locator('[data-url$="/counted?n=1"]').click();
  await panel.waitForSelector('[data-testid="try-fix"]');
  await click('[data-testid="try-fix"]');
  await panel.waitForSelector('[data-testid="preview-banner"]');
  await until('the repeated request', async () => rig.served.filter(({ n }) => n === 1).length > 1);
  await click('[data-testid="stop-preview"]');
  await until('its end', async () => !(await panel.$('[data-testid="preview-banner"]')));
  await viewer.close();

  const seen = [...rig.watched.seen].map((url) => url.replace(/^.*\/\/[^/]*/, ''));
  expect(seen).toEqual(
    expect.arrayContaining([
      '/service-worker-loader.js',
      '/src/devtools/index.html',
      '/src/panel/index.html',
      '/src/viewer/index.html',
      '/assets/files.worker.js',
    ]),
  );
  await expectSilence(rig);
  // The call that the preview repeats, once.
  rig.served.splice(
    rig.served.findLastIndex(({ n }) => n === 1),
    1,
  );
  expectServed(rig, numbers);
});

test('a complaint and a forbidden request would be noticed', async () => {
  const id = await extensionId(rig);
  const viewer = await rig.chromium.browser.newPage();
  await viewer.goto(`chrome-extension://${id}/src/viewer/index.html`);
  await viewer.evaluate(
    (url) => {
      setTimeout(() => {
        throw new Error('planted');
      });
      return fetch(url).catch(() => {});
    },
    `${rig.lab.host('api')}/counted?n=9`,
  );
  const noticed = (what: RegExp) => rig.watched.complaints.some((text) => what.test(text));
  // The extension's own policy forbids the request, so that there is none to be seen.
  await until('both', async () => noticed(/planted/) && noticed(/Content Security Policy/));
  expect(rig.served.some(({ n }) => n === 9)).toBe(false);
  // The panel's own parts that wait were loaded, so requests are seen.
  expect(rig.watched.requests.some((url) => /^chrome-extension:.*\.js$/.test(url))).toBe(true);
  await viewer.close();
});
