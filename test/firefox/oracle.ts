import type { Finding } from '../../src/session.ts';
import { type CorsMessage, Firefox, type Trust } from '../browser/firefox.ts';
import { type Case, type Place, places } from '../oracle/case.ts';
import { type Servers, startServers } from '../oracle/servers.ts';
import { readFindings } from './findings.ts';

/** What one page's cases left behind: what the extension made of it, and the truth. */
export interface Observed {
  readonly page: string;
  readonly cases: Readonly<Record<string, Case>>;
  /** What the calls' own scripts saw, by case. */
  readonly results: Readonly<Record<string, readonly string[] | string>>;
  /** What the console said, by case. No extension can read it. */
  readonly messages: Readonly<Record<string, readonly CorsMessage[]>>;
  readonly findings: readonly Finding[];
  /** The HAR entries that the extension had. */
  readonly entries: readonly unknown[];
}

/** Firefox with our extension, DevTools and the oracle's servers. */
export interface Oracle {
  readonly firefox: Firefox;
  /** Serves and fetches the cases, those of one page together. Ids must be unique over its life. */
  observe(cases: ReadonlyMap<string, Case>): Promise<Observed[]>;
  close(): Promise<void>;
}

/** Cases that run at once. */
const together = 6;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `http://…/c/ID/…`: the id of the case an URL belongs to. */
export function caseOf(url: string): string | undefined {
  return /^[a-z]+:\/\/[^/]+\/c\/([^/]+)\//.exec(url)?.[1];
}

/** Starts everything. `dist` is the built extension. */
export async function startOracle(dist: string): Promise<Oracle> {
  const servers = await startServers();
  const { certificate } = servers;
  const urls = places.map((place) => new URL(servers.origin(place)));
  const firefox = await Firefox.start({
    headless: true,
    localNames: urls
      .map(({ hostname }) => hostname)
      .filter((name) => name !== 'nowhere.test' && name !== 'localhost'),
    trust: urls
      .filter(({ protocol, hostname }) => protocol === 'https:' && hostname !== 'untrusted.test')
      .map(({ hostname, port }): Trust => ({ host: hostname, port: Number(port), certificate })),
    preferences: { 'media.autoplay.default': 0 },
  });
  const close = async () => {
    await firefox.close();
    await servers.close();
  };
  try {
    const id = await firefox.install(dist);
    await firefox.goto(`${servers.origin('app')}/page.html`);
    await firefox.openDevTools();
    await firefox.showPanel(id);
    return {
      firefox,
      observe: (cases) => observe(firefox, id, servers, cases),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function observe(
  firefox: Firefox,
  id: string,
  servers: Servers,
  cases: ReadonlyMap<string, Case>,
): Promise<Observed[]> {
  const byPage = new Map<Place, [string, Case][]>();
  for (const [name, kase] of cases) {
    const place = kase.page ?? 'app';
    byPage.set(place, [...(byPage.get(place) ?? []), [name, kase]]);
  }
  const observed: Observed[] = [];
  for (const [place, list] of byPage) {
    const page = `${servers.origin(place)}/page.html`;
    await firefox.goto(page);
    // Firefox tells of a navigation late, and the extension forgets the page before then.
    await pause(1_000);
    await firefox.corsMessages();
    const results: Record<string, string[] | string> = {};
    for (let from = 0; from < list.length; from += together) {
      const some = list.slice(from, from + together);
      const all = await runCases(firefox, servers, some);
      for (const [index, [name]] of some.entries()) results[name] = all[index] ?? 'lost';
    }
    const { findings, entries } = await settled(firefox, id);
    const messages: Record<string, CorsMessage[]> = {};
    for (const message of await firefox.corsMessages()) {
      const name = message.url && caseOf(message.url);
      if (!name) continue;
      messages[name] ??= [];
      messages[name].push(message);
    }
    observed.push({ page, cases: Object.fromEntries(list), results, messages, findings, entries });
  }
  return observed;
}

async function runCases(
  firefox: Firefox,
  servers: Servers,
  list: readonly [string, Case][],
): Promise<(string[] | string)[]> {
  const calls = [];
  for (const [id, kase] of list) {
    servers.add(id, kase);
    for (const [place, cookie] of kase.cookies ?? []) {
      await firefox.setCookie(servers.origin(place), cookie);
    }
    calls.push({
      context: kase.context ?? 'page',
      together: kase.together ?? false,
      calls: kase.calls.map((call) => ({
        ...call,
        url: servers.fill(call.url, id),
        headers: call.headers?.map(([name, value]) => [name, servers.fill(value, id)]),
      })),
    });
  }
  return firefox.page(
    (all, other) =>
      Promise.all(
        all.map(({ context, calls, together }) =>
          Promise.race([
            // biome-ignore lint/suspicious/noExplicitAny: the page's own function.
            (globalThis as any).runCase(context, calls, together, other) as Promise<string[]>,
            new Promise<string>((resolve) => setTimeout(resolve, 10_000, 'timeout')),
          ]),
        ),
      ),
    calls,
    servers.origin('third'),
  );
}

/** Waits until the extension has heard everything: entries come late, and their timings later. */
async function settled(firefox: Firefox, id: string) {
  // A preflight alone is taken for final after five seconds.
  await pause(5_500);
  let before = '';
  for (;;) {
    const known = await readFindings(firefox, id);
    const now = JSON.stringify(known);
    if (now === before) return known;
    before = now;
    await pause(1_000);
  }
}
