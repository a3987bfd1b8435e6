import { afterAll, beforeAll, expect, test } from 'vitest';
import { distFolder } from '../browser/build.ts';
import { grantHosts } from '../browser/grant.ts';
import { readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { caseOf, type InspectedLab, inspectLab } from '../lab/inspect.ts';

/** Responses of workers, which DevTools shows nobody, read with a permission. */
let inspected: InspectedLab;

beforeAll(async () => {
  inspected = await inspectLab(distFolder(), { headless: true });
  const { panel, lab, chromium, page } = inspected;
  await grantHosts(chromium.browser, new URL(panel.url()).host, [
    `${lab.host('api')}/*`,
    `${lab.site}/*`,
  ]);
  await show(panel, 'everything');
  await page.goto(`${lab.site}/frame`);
});

afterAll(() => inspected?.close());

/** Calls that a worker of the page makes, one after the other; "?n" tells them apart. */
function fromWorker(...calls: { path: string; method?: string }[]) {
  return inspected.page.evaluate(
    async (host, all) => {
      const worker = new Worker('/worker.js');
      const saw: string[] = [];
      for (const { path, method } of all) {
        const ended = new Promise<string>((resolve) => {
          worker.onmessage = ({ data }) => resolve(data.saw);
        });
        worker.postMessage({ id: path, url: `${host}/${path}`, method });
        saw.push(await ended);
      }
      worker.terminate();
      return saw;
    },
    inspected.lab.host('api'),
    calls as { path: string; method: string }[],
  );
}

const rows = async () =>
  (await readRows(inspected.panel)).map(({ url, outcome, rule }) => [
    `${caseOf(url)}${new URL(url).search}`,
    outcome,
    rule,
  ]);

async function expectRows(expected: string[][]) {
  let seen: string[][] = [];
  await until(
    'the rows',
    async () => {
      seen = await rows();
      return JSON.stringify(seen) === JSON.stringify(expected);
    },
    15_000,
  ).catch(() => expect(seen).toEqual(expected));
}

const clear = async () => {
  await inspected.panel.click('[data-testid="clear"]');
  await until('the empty list', async () => (await rows()).length === 0);
};

const granted = () =>
  inspected.panel.evaluate(async () => {
    const { origins = [], permissions = [] } = await chrome.permissions.getAll();
    return { hosts: origins.length, webRequest: permissions.includes('webRequest') };
  });

const nothing = { hosts: 0, webRequest: false };

test('DevTools shows no response of a worker, and the panel offers to read the next', async () => {
  const { panel } = inspected;
  await fromWorker({ path: 'unauthenticated?1' });
  await expectRows([['unauthenticated?1', 'undetermined', '']]);
  await panel.locator('[data-url$="/unauthenticated?1"]').click();
  await panel.waitForSelector('[data-testid="hidden-start"]');
  await panel.locator('[data-testid="hidden-start"]').click();
  await panel.waitForSelector('[data-testid="hidden-banner"]');
  expect(await granted()).toEqual({ hosts: 2, webRequest: true });
});

test('while it is on, status and headers of workers are known, preflights included', async () => {
  await clear();
  await fromWorker(
    { path: 'unauthenticated?2' },
    { path: 'preflight-server-error?3', method: 'PUT' },
    { path: 'ok-wildcard?4' },
    { path: 'server-error?5', method: 'PUT' },
  );
  await expectRows([
    ['unauthenticated?2', 'blocked', 'unauthenticated'],
    ['preflight-server-error?3', 'blocked', 'preflight-server-error'],
    ['ok-wildcard?4', 'allowed', ''],
    ['server-error?5', 'blocked', 'server-error'],
  ]);
});

test('calls at once that end differently stay unknown', async () => {
  await clear();
  await inspected.page.evaluate(
    async (url) => {
      const workers = Array.from({ length: 4 }, () => new Worker('/worker.js'));
      await Promise.all(
        workers.map(
          (worker, index) =>
            new Promise((resolve) => {
              worker.onmessage = resolve;
              // With credentials the wildcard fails.
              const credentials = index % 2 ? 'include' : 'omit';
              worker.postMessage({ id: 'one', url, credentials });
            }),
        ),
      );
      for (const worker of workers) worker.terminate();
    },
    `${inspected.lab.host('api')}/ok-wildcard?6`,
  );
  await until('four rows', async () => (await rows()).length === 4);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const seen = await rows();
  // Two passed, and nothing else may.
  expect(seen.filter(([, outcome]) => outcome === 'allowed')).toHaveLength(2);
});

test('it ends with a click, and the permissions with it', async () => {
  const { panel } = inspected;
  await panel.click('[data-testid="hidden-stop"]');
  await until('the end', async () => !(await panel.$('[data-testid="hidden-banner"]')));
  expect(await granted()).toEqual(nothing);
  await clear();
  await fromWorker({ path: 'unauthenticated?7' });
  await expectRows([['unauthenticated?7', 'undetermined', '']]);
});

test('it ends with the worker, and with the panel', async () => {
  const { panel, chromium } = inspected;
  const start = async () => {
    await panel.locator('[data-url$="/unauthenticated?7"]').click();
    await panel.locator('[data-testid="hidden-start"]').click();
    await panel.waitForSelector('[data-testid="hidden-banner"]');
  };
  await start();
  const worker = chromium.browser
    .targets()
    .find((each) => each.type() === 'service_worker' && each.url().includes('loader'));
  await (await worker?.worker())?.close();
  await until('the end', async () => !(await panel.$('[data-testid="hidden-banner"]')));
  await until('no permission', async () => !(await granted()).webRequest);
  expect(await granted()).toEqual(nothing);
  await start();
  await panel.evaluate(() => location.reload());
  await until('no permission', async () => {
    const now = await granted().catch(() => null);
    return now !== null && !now.webRequest && now.hosts === 0;
  });
});
