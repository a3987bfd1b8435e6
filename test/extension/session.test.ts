import { afterEach, beforeEach, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { readClipboard } from '../browser/clipboard.ts';
import { chooseStack, preserveLog, readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { caseOf, type InspectedLab, inspectLab } from '../lab/inspect.ts';

let inspected: InspectedLab;

beforeEach(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  await show(inspected.panel, 'everything');
  // A page of the lab that calls nothing by itself.
  await inspected.page.goto(`${inspected.lab.site}/frame`);
});

afterEach(() => inspected?.close());

/** Calls a case of the lab from the page. */
async function callCase(id: string, options: RequestInit = {}) {
  const url = `${inspected.lab.host('api')}/${id}`;
  await inspected.page.evaluate(
    async (address, init) => {
      await fetch(address, init).catch(() => {});
    },
    url,
    options as Record<string, string>,
  );
}

/** Waits until the list shows exactly these cases with these diagnoses, oldest first. */
async function expectRows(expected: readonly (readonly [id: string, rule: string])[]) {
  const wanted = JSON.stringify(expected);
  let shown = '';
  await until('the rows', async () => {
    const rows = await readRows(inspected.panel);
    shown = JSON.stringify(rows.map(({ url, rule }) => [caseOf(url), rule]));
    return shown === wanted;
  }).catch(() => expect(shown).toBe(wanted));
}

test('a worker stopped in mid-session loses nothing', async () => {
  const { browser } = inspected.chromium;
  await callCase('server-error', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
  });
  await callCase('unauthenticated', { credentials: 'include' });
  const before = [
    ['server-error', 'server-error'],
    ['unauthenticated', 'unauthenticated'],
  ] as const;
  await expectRows(before);

  const background = browser
    .targets()
    .find((target) => target.type() === 'service_worker' && target.url().includes('loader'));
  const stopped = new Promise((resolve) => {
    browser.on('targetdestroyed', (target) => target === background && resolve(true));
  });
  await (await background?.worker())?.close();
  expect(await stopped).toBe(true);

  await callCase('allow-origin-missing');
  await expectRows([...before, ['allow-origin-missing', 'allow-origin-missing']]);
});

test('a navigation clears the list', async () => {
  await callCase('forbidden', { method: 'PUT' });
  await expectRows([['forbidden', 'forbidden']]);
  await inspected.page.goto(`${inspected.lab.site}/frame?second`);
  await callCase('server-error', { method: 'PUT' });
  await expectRows([['server-error', 'server-error']]);
});

test('a navigation clears nothing while the log is preserved', async () => {
  await callCase('forbidden', { method: 'PUT' });
  await expectRows([['forbidden', 'forbidden']]);
  await preserveLog(inspected.panel, true);
  await inspected.page.goto(`${inspected.lab.site}/frame?second`);
  await callCase('server-error', { method: 'PUT' });
  await expectRows([
    ['forbidden', 'forbidden'],
    ['server-error', 'server-error'],
  ]);
});

test('a panel that is opened late shows everything', async () => {
  const { panel } = inspected;
  await callCase('forbidden', { method: 'PUT' });
  await expectRows([['forbidden', 'forbidden']]);
  await Promise.all([panel.waitForNavigation(), panel.evaluate(() => location.reload())]);
  await expectRows([['forbidden', 'forbidden']]);
});

test('a browser without a network is named as such', async () => {
  await inspected.page.setOfflineMode(true);
  await callCase('forbidden', { method: 'PUT' });
  await expectRows([['forbidden', 'offline']]);
});

test('parallel identical calls are told apart', async () => {
  await Promise.all([1, 2, 3, 4].map(() => callCase('forbidden', { method: 'PUT' })));
  await expectRows([1, 2, 3, 4].map(() => ['forbidden', 'forbidden']));
});

test('URLs that are not http do not stop the capture', async () => {
  await inspected.page.evaluate(async () => {
    await fetch('data:text/plain,hello');
    await fetch(URL.createObjectURL(new Blob(['hello'])));
    await fetch('file:///etc/hostname').catch(() => {});
  });
  await callCase('forbidden', { method: 'PUT' });
  await until('the call that follows', async () =>
    (await readRows(inspected.panel)).some(({ rule }) => rule === 'forbidden'),
  );
  const rows = await readRows(inspected.panel);
  expect(rows.filter(({ url }) => /^(data|blob):/.test(url))).toEqual([]);
});

test('Copy puts the snippet on the clipboard', async () => {
  const { panel, page, chromium, lab } = inspected;
  await callCase('allow-origin-missing');
  await expectRows([['allow-origin-missing', 'allow-origin-missing']]);
  // A navigation that is told late names the row anew.
  await panel.locator('[data-exchange]').click();
  await chooseStack(panel, 'express');
  await panel.waitForSelector('[data-testid="snippet"]');
  const snippet = await panel.$eval('[data-testid="snippet"]', (node) => node.textContent ?? '');
  expect(snippet).toContain(lab.site);
  await panel.click('[data-testid="copy-snippet"]');
  await until('the word that it was copied', () =>
    panel.$eval('[data-testid="copy-snippet"]', (node) => node.textContent?.includes('Copied')),
  );
  expect(await readClipboard(chromium, page, lab.site)).toBe(snippet);
});
