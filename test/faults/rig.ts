import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { distFolder } from '../browser/build.ts';
import {
  type Chromium,
  isDevtools,
  type LaunchOptions,
  launch,
  type OpenPanel,
  openPanelIn,
} from '../browser/chromium.ts';
import { type Row, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { type Routes, startLab } from '../lab/lab.ts';
import type { Call, Lab } from '../lab/types.ts';
import { seed } from './random.ts';
import { type Watched, watchExtension } from './watch.ts';

/** One request as the server had it: the number in its URL, and its method. */
export interface Served {
  readonly n: number;
  readonly method: string;
}

/** Two names of a server that writes down every request, a browser with the extension, and all that is judged by. */
export interface Rig {
  readonly lab: Lab;
  /** Another one after `restartBrowser`. */
  chromium: Chromium;
  readonly options: LaunchOptions;
  readonly served: Served[];
  readonly watched: Watched;
  close(): Promise<void>;
}

/** What becomes of the call with this number: it is the number alone that decides. */
export function kindOf(n: number): Kind {
  return kinds[n % kinds.length] as Kind;
}

interface Kind {
  readonly outcome: 'allowed' | 'blocked';
  /** What the server gets of it, in order. */
  readonly sent: readonly string[];
}

const kinds: readonly Kind[] = [
  { outcome: 'allowed', sent: ['GET'] },
  { outcome: 'blocked', sent: ['GET'] },
  { outcome: 'blocked', sent: ['OPTIONS'] },
  { outcome: 'blocked', sent: ['OPTIONS', 'PUT'] },
];

/**
 * Starts the server and the browser. DevTools opens where `openDevtools` says, so that no other tab starts our worker.
 * `watchWorkers`: the worker's requests as well. One that is watched cannot be stopped.
 */
export async function startRig(options: LaunchOptions = {}, watchWorkers = false): Promise<Rig> {
  console.log(`FAULT_SEED=${seed}`);
  const served: Served[] = [];
  const write = ({ url, request }: Call) =>
    served.push({ n: Number(url.searchParams.get('n')), method: request.method ?? '' });
  const routes: Routes = {
    '/counted': {
      async preflight(call) {
        write(call);
        const n = Number(call.url.searchParams.get('n'));
        if (kindOf(n).sent.length === 1) return { status: 403 };
        return {
          status: 204,
          headers: {
            'access-control-allow-origin': call.origin,
            'access-control-allow-methods': 'PUT',
            'access-control-max-age': '0',
          },
        };
      },
      async response(call) {
        write(call);
        const n = Number(call.url.searchParams.get('n'));
        await pause(60 + ((n * 7) % 120));
        return kindOf(n).outcome === 'allowed'
          ? { headers: { 'access-control-allow-origin': call.origin } }
          : {};
      },
    },
  };
  const lab = await startLab(routes);
  try {
    const all = {
      headless: true,
      devtools: false,
      extensions: [distFolder()],
      flags: lab.flags,
      ...options,
    };
    const chromium = await launch(all);
    const rig: Rig = {
      lab,
      chromium,
      options: all,
      served,
      watched: watchExtension(chromium.browser, watchWorkers),
      async close() {
        await rig.chromium.close();
        await lab.close();
      },
    };
    // Chromium then writes down what our worker complains of.
    await onExtensionsPage(rig, () => {
      const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
      return developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    });
    return rig;
  } catch (error) {
    await lab.close();
    throw error;
  }
}

/** Opens DevTools on a tab, with our panel in front and every request in its list; `what` null: what was chosen last. */
export async function openDevtools(
  rig: Rig,
  page = rig.chromium.page,
  what: 'everything' | null = 'everything',
): Promise<OpenPanel> {
  const { browser } = rig.chromium;
  const before = browser.targets().filter(isDevtools);
  const session = await page.createCDPSession();
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  const whole = await browser.target().createCDPSession();
  // Newer than puppeteer's types.
  const options = { targetId: targetInfo.targetId };
  await whole.send('Target.openDevTools' as never, options as never);
  await whole.detach();
  const target = await until('a DevTools window', async () =>
    browser.targets().find((each) => isDevtools(each) && !before.includes(each)),
  );
  const opened = await openPanelIn(target);
  if (what !== null) await show(opened.panel, what);
  return opened;
}

/** Calls that a page makes without a pause, until it is told to stop. */
export interface Traffic {
  /** Ends it; gives the numbers that were called. Resolves when every call has been answered. */
  stop(): Promise<number[]>;
}

/** Lets a page call the server, some calls at once, with numbers that begin at `from`. */
export async function startTraffic(
  rig: Rig,
  page: Page,
  from: number,
  callers = 3,
): Promise<Traffic> {
  await page.evaluate(
    (url, first, count) => {
      const state = { going: true, next: first, ended: Promise.resolve([] as unknown[]) };
      (window as unknown as { traffic: typeof state }).traffic = state;
      state.ended = Promise.all(
        Array.from({ length: count }, async () => {
          while (state.going) {
            const n = state.next++;
            // Chromium may drop a request without an end while it takes an extension out.
            const signal = AbortSignal.timeout(20_000);
            await fetch(`${url}?n=${n}`, { method: n % 4 < 2 ? 'GET' : 'PUT', signal })
              .then((response) => response.text())
              .catch(() => {});
          }
        }),
      );
    },
    `${rig.lab.host('api')}/counted`,
    from,
    callers,
  );
  return {
    async stop() {
      const next = await page.evaluate(async () => {
        const { traffic } = window as unknown as {
          traffic: { going: boolean; next: number; ended: Promise<unknown> };
        };
        traffic.going = false;
        await traffic.ended;
        return traffic.next;
      });
      return Array.from({ length: next - from }, (_, index) => from + index);
    },
  };
}

/** Makes the calls with these numbers, one after the other. */
export function callAll(rig: Rig, page: Page, numbers: readonly number[]): Promise<void> {
  return page.evaluate(
    async (url, all) => {
      for (const n of all) {
        await fetch(`${url}?n=${n}`, { method: n % 4 < 2 ? 'GET' : 'PUT' })
          .then((response) => response.text())
          .catch(() => {});
      }
    },
    `${rig.lab.host('api')}/counted`,
    [...numbers],
  );
}

/** The server had each of these calls exactly once, with the preflights they need, and nothing besides. */
export function expectServed(rig: Rig, numbers: readonly number[]): void {
  const wanted = numbers.flatMap((n) => kindOf(n).sent.map((method) => `${n} ${method}`));
  expect(rig.served.map(({ n, method }) => `${n} ${method}`).sort()).toEqual(wanted.sort());
}

/** Waits until the panel lists exactly these calls, each once, with what came of it. */
export async function expectListed(panel: Frame, numbers: readonly number[]): Promise<void> {
  const wanted = numbers.map((n) => `${n} ${kindOf(n).outcome}`).sort();
  let listed: string[] = [];
  await until(
    'every call in the list',
    async () => {
      listed = (await readSlowly(panel))
        .filter(({ url }) => url.includes('/counted?'))
        .map(({ url, outcome }) => `${new URL(url).searchParams.get('n')} ${outcome}`)
        .sort();
      return listed.join() === wanted.join();
    },
    25_000,
  ).catch(async () => {
    // The difference alone, and what is shown instead: the lists are long.
    const lost = wanted.filter((each) => !listed.includes(each));
    const more = listed.filter((each, at) => !wanted.includes(each) || listed.indexOf(each) !== at);
    const shown = await panel.evaluate(() => document.body.innerText.slice(0, 300)).catch(String);
    expect(`${JSON.stringify({ more, lost })} in ${JSON.stringify(shown)}`).toBe(
      'all and nothing else',
    );
  });
}

/** The rows of a long list on a machine with other work: it is drawn some frames after it was scrolled. */
function readSlowly(panel: Frame): Promise<Pick<Row, 'url' | 'outcome'>[]> {
  return panel.evaluate(async () => {
    const found = new Map<string, { url: string; outcome: string }>();
    const list = document.querySelector('.list');
    for (let top = 0; ; top += (list?.clientHeight ?? 0) / 2) {
      list?.scrollTo({ top });
      for (let frame = 0; frame < 3; frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      for (const row of document.querySelectorAll<HTMLElement>('[data-exchange]')) {
        const { exchange = '', url = '', outcome = '' } = row.dataset;
        found.set(exchange, { url, outcome });
      }
      if (!list || top + list.clientHeight >= list.scrollHeight) return [...found.values()];
    }
  });
}

/**
 * Chromium's own words of a worker that was stopped before it had loaded its files, or while its own code for
 * `permissions` waited for an answer: our doing, not the product's.
 */
const ofStopping = [
  /: Failed to load the script unexpectedly$/,
  /: Error: No SW$/,
  // The page of a picture, see `leftOver`.
  /\/icon-16\.png: Applying inline style violates/,
  /: Error handling response: TypeError: .*\n? *at extensions::permissions:\d+:\d+$/,
];

/** Nothing on any console of the extension, and no request of its own. */
export async function expectSilence(rig: Rig): Promise<void> {
  const { watched } = rig;
  const said = [...watched.complaints, ...(await errorsOf(rig))].filter(
    (text) => !ofStopping.some((known) => known.test(text)),
  );
  expect(said, said.join('\n')).toEqual([]);
  expect(foreign(watched)).toEqual([]);
  expect(watched.seen.size).toBeGreaterThan(0);
}

/** What Chromium wrote down of the extension's errors, those of its workers included. */
function errorsOf(rig: Rig): Promise<string[]> {
  return onExtensionsPage(rig, async () => {
    const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
    const all = await developerPrivate.getExtensionsInfo();
    return all.flatMap(({ name, runtimeErrors }) =>
      name === 'CORS Lens'
        ? runtimeErrors.map(({ source, message }) => `${source}: ${message}`)
        : [],
    );
  });
}

/** The requests that did not go to the extension's own files. */
export function foreign({ requests }: Watched): string[] {
  return requests.filter((url) => !/^(chrome-extension|data):/.test(url));
}

/** Stops the worker, as the browser does at any moment. Waits for one to run, and until it is gone. */
export async function stopWorker(rig: Rig): Promise<void> {
  const session = await rig.chromium.browser.target().createCDPSession();
  const running = async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.find(({ type, url }) => type === 'service_worker' && isOurs(url))?.targetId;
  };
  const targetId = await until('the worker', running);
  await until('its end', async () => {
    // One that only just starts does not hear of it.
    await session.send('Target.closeTarget', { targetId }).catch(() => {});
    await pause(20);
    return (await running()) !== targetId;
  });
  await session.detach();
}

const isOurs = (url: string) => url.startsWith('chrome-extension:') && url.endsWith('-loader.js');

/** The host permissions and rules that Chromium has of the extension. Nothing of the extension is started for it. */
export async function leftOver(rig: Rig): Promise<{ rules: number; hosts: string[] }> {
  const { browser } = rig.chromium;
  const id = await extensionId(rig);
  const page = await browser.newPage();
  try {
    await page.goto(`chrome-extension://${id}/icon-16.png`);
    return await page.evaluate(async () => ({
      rules: (await chrome.declarativeNetRequest.getSessionRules()).length,
      hosts: (await chrome.permissions.getAll()).origins ?? [],
    }));
  } finally {
    await page.close();
  }
}

/** Waits until nothing is left of any preview. */
export async function expectNothingLeft(rig: Rig, timeout = 15_000): Promise<void> {
  let left = {};
  await until(
    'the end of rules and permissions',
    async () => {
      left = await leftOver(rig);
      return JSON.stringify(left) === JSON.stringify({ rules: 0, hosts: [] });
    },
    timeout,
  ).catch(() => expect(left).toEqual({ rules: 0, hosts: [] }));
}

/** The id that the browser gave the extension. */
export function extensionId(rig: Rig): Promise<string> {
  return onExtensionsPage(rig, async () => {
    const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
    const all = await developerPrivate.getExtensionsInfo();
    return all.find(({ name }) => name === 'CORS Lens')?.id ?? '';
  });
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface BrowserError {
  readonly source: string;
  readonly message: string;
}

/** What chrome://extensions offers, as far as faults need it. */
interface DeveloperPrivate {
  getExtensionsInfo(): Promise<{ id: string; name: string; runtimeErrors: BrowserError[] }[]>;
  reload(id: string, options: { failQuietly: boolean }): Promise<void>;
  updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
}

/** Loads the extension anew from its folder, as an update does. */
export async function reloadExtension(rig: Rig): Promise<void> {
  const id = await extensionId(rig);
  await onExtensionsPage(
    rig,
    (wanted) => {
      const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
      return developerPrivate.reload(wanted, { failQuietly: true });
    },
    id,
  );
}

/**
 * Ends the browser and starts it again with its profile; the extension is loaded into it anew, since Chromium takes an
 * unpacked one back from no profile that is driven by a protocol. Gives what the profile remembered of permissions.
 */
export async function restartBrowser(rig: Rig, how: 'closed' | 'killed'): Promise<string> {
  const { browser } = rig.chromium;
  // Preferences are written every ten seconds, and at the end.
  if (how === 'killed') await pause(11_000);
  const child = browser.process();
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  if (how === 'killed') child?.kill('SIGKILL');
  else await browser.close();
  await ended;
  const remembered = ['Preferences', 'Secure Preferences']
    .map((name) => join(rig.options.profile ?? '', 'Default', name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join();
  rig.chromium = await launch(rig.options);
  watchExtension(rig.chromium.browser, false, rig.watched);
  return remembered;
}

/** Runs a function on chrome://extensions. */
async function onExtensionsPage<Result>(
  rig: Rig,
  run: (argument: string) => Promise<Result>,
  argument = '',
): Promise<Result> {
  const page = await rig.chromium.browser.newPage();
  try {
    await page.goto('chrome://extensions');
    return (await page.evaluate(run, argument)) as Result;
  } finally {
    await page.close().catch(() => {});
  }
}
