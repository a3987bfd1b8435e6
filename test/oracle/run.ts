import type { CorsError } from '../../src/cors/errors.ts';
import type { Case, Place } from './case.ts';
import type { Fact, Har, HarEntry, Issue, Tab } from './chromium.ts';
import type { Servers } from './servers.ts';

/** What Chromium said of one entry of a HAR. */
export interface Truth {
  /** The case's id and name. */
  readonly id: string;
  readonly name: string;
  /** Index into the HAR's entries; -1 when DevTools gave none. */
  readonly entry: number;
  readonly url: string;
  readonly method: string;
  readonly role: Fact['role'];
  /** The CORS error that Chromium gave; a preflight bears its request's when that is the preflight's. */
  readonly cors: { readonly error: CorsError; readonly parameter: string } | null;
  readonly errorText: string | null;
  readonly blockedReason: string | null;
  readonly canceled: boolean;
  readonly status: number | null;
  readonly session: string;
  /** False: it was still running. */
  readonly ended: boolean;
}

/** A HAR with what Chromium said of every entry that belongs to a case. */
export interface Capture {
  readonly har: Har;
  readonly truths: readonly Truth[];
  /** What each call's own script saw. */
  readonly results: Readonly<Record<string, unknown>>;
  /** Cases whose requests did not end, or never began: the capture proves nothing about them. */
  readonly lost: readonly string[];
  readonly issues: readonly Issue[];
  /** What the console printed about CORS. */
  readonly messages: readonly string[];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `http://…/c/ID/…`: the id of the case an URL belongs to. */
const caseOf = (url: string) => /^[a-z]+:\/\/[^/]+\/c\/([^/]+)\//.exec(url)?.[1];

async function runCase(tab: Tab, servers: Servers, id: string, kase: Case) {
  servers.add(id, kase);
  for (const [place, cookie] of kase.cookies ?? [])
    await tab.page.setCookie({
      url: servers.origin(place),
      name: cookie.split('=')[0] ?? 'c',
      value: cookie.slice(cookie.indexOf('=') + 1).split(';')[0] ?? '',
      ...(/; *secure/i.test(cookie) ? { secure: true } : {}),
      ...(/; *samesite=none/i.test(cookie) ? { sameSite: 'None' as const } : {}),
      ...(/; *samesite=strict/i.test(cookie) ? { sameSite: 'Strict' as const } : {}),
    });
  const calls = kase.calls.map((call) => ({
    ...call,
    url: servers.fill(call.url, id),
    headers: call.headers?.map(([name, value]) => [name, servers.fill(value, id)]),
  }));
  const result = await Promise.race([
    tab.page.evaluate(
      (context, calls, together, other) =>
        (globalThis as unknown as { runCase: (...args: unknown[]) => Promise<unknown> }).runCase(
          context,
          calls,
          together,
          other,
        ),
      kase.context ?? 'page',
      calls,
      kase.together ?? false,
      servers.origin(kase.page === 'sapp' ? 'sthird' : 'third'),
    ),
    pause(kase.running ? 500 : 15_000).then(() => 'timeout'),
  ]);
  const mine = () => tab.facts.filter((fact) => caseOf(fact.url) === id);
  if (kase.running) {
    const latest = Date.now() + 10_000;
    while (mine().length === 0 && Date.now() < latest) await pause(50);
    await pause(300);
    return { result, lost: mine().length === 0 };
  }
  // The preflight of an aborted request is heard of no more.
  const isOpen = (fact: Fact) =>
    !fact.ended && !(fact.parent && tab.facts.some((f) => f.requestId === fact.parent && f.ended));
  const limit = Date.now() + (kase.silent ? 100 : 15_000);
  for (;;) {
    const facts = mine();
    // A request id ends when its last hop does; a redirect to data: or about: has no path of ours.
    const ids = new Set(facts.map((fact) => fact.session + fact.requestId));
    const open = tab.facts.filter((fact) => ids.has(fact.session + fact.requestId) && isOpen(fact));
    if (facts.length > 0 && open.length === 0) {
      await pause(20);
      if (mine().length === facts.length) return { result, lost: false };
      continue;
    }
    if (Date.now() > limit) return { result, lost: !kase.silent };
    await pause(10);
  }
}

/**
 * The HAR of a tab whose requests have ended. A blocked request is made last: once its entry, its issue
 * and its message are there, so are those of all before it, however slow the machine is.
 */
async function settle(tab: Tab, other: string): Promise<Har> {
  const last = `${other}/last/${crypto.randomUUID()}`;
  await tab.page.evaluate((url) => fetch(url).catch(() => {}), last);
  const limit = Date.now() + 20_000;
  for (;;) {
    // Plain data, as a file would hold it.
    const har = JSON.parse(JSON.stringify(await tab.har())) as Har;
    const entry = har.entries.find(({ request }) => request.url === last);
    const heard =
      entry?.response._error &&
      tab.issues.some(({ url }) => url === last) &&
      tab.messages.some((message) => message.includes(last));
    if (heard) return har;
    if (Date.now() > limit) throw new Error(`waited 20 s in vain for the end of ${last}`);
    await pause(100);
  }
}

/** Two fetches of one URL in the same millisecond are told apart by what they sent and how they ended. */
function oddities({ request, response, pageref }: HarEntry, fact: Fact): number {
  const { session } = fact;
  const ended = (response._error || null) === (fact.errorText || null);
  const received =
    fact.status !== null
      ? response.status === fact.status
      : !fact.cors || /Preflight/.test(fact.cors.error) === (response.status === 0);
  const own = (names: readonly string[]) =>
    names
      .map((name) => name.toLowerCase())
      .filter((name) => /^(x-|authorization$|content-type$|range$)/.test(name))
      .sort()
      .join();
  const sent = own(request.headers.map(({ name }) => name)) === own(Object.keys(fact.headers));
  // A page's requests name it, a worker's do not; preflights are the page's.
  const ofPage = request.method === 'OPTIONS' || (pageref !== undefined) === (session === 'page');
  // What is not CORS and has no other name is mostly a redirect that was refused; else a service worker's.
  const unlikely = !fact.cors && fact.errorText === 'net::ERR_FAILED' && response.status === 0;
  return 15 * [ended, received, sent, ofPage].filter((same) => !same).length + (unlikely ? 1 : 0);
}

/** The entry of each fact: the pairs of one URL, method and role that differ least come first. */
function match(har: Har, facts: readonly Fact[]): Map<Fact, number> {
  const byKey = new Map<string, number[]>();
  const key = (method: string, url: string, preflight: boolean) =>
    `${method} ${preflight} ${url.replace(/#.*/, '')}`;
  har.entries.forEach(({ request, _resourceType }, index) => {
    const k = key(request.method, request.url, _resourceType === 'preflight');
    byKey.set(k, [...(byKey.get(k) ?? []), index]);
  });
  const pairs: { fact: Fact; index: number; cost: number }[] = [];
  for (const fact of facts) {
    for (const index of byKey.get(key(fact.method, fact.url, fact.role === 'preflight')) ?? []) {
      const entry = har.entries[index] as HarEntry;
      const apart = Math.abs(Date.parse(entry.startedDateTime) - fact.startedAt);
      const cost = apart + oddities(entry, fact);
      if (cost < 50) pairs.push({ fact, index, cost });
    }
  }
  const found = new Map<Fact, number>();
  const used = new Set<number>();
  for (const { fact, index } of pairs.sort((a, b) => a.cost - b.cost)) {
    if (found.has(fact) || used.has(index)) continue;
    found.set(fact, index);
    used.add(index);
  }
  return found;
}

/** Puts the protocol's facts beside the HAR's entries: same URL, same method, same instant. */
export function align(
  har: Har,
  facts: readonly Fact[],
  issues: readonly Issue[],
  names: ReadonlyMap<string, string>,
): Truth[] {
  const found = match(har, facts);
  const owner = new Map<string, string>();
  for (const fact of facts) {
    const id = caseOf(fact.url);
    if (id && !owner.has(fact.session + fact.requestId))
      owner.set(fact.session + fact.requestId, id);
  }
  const truths: Truth[] = [];
  for (const fact of facts) {
    const id = owner.get(fact.session + fact.requestId);
    if (id === undefined || !names.has(id)) continue;
    const issue = issues.find((i) => i.requestId === fact.requestId && !i.warning);
    let cors = fact.cors ?? (issue ? { error: issue.error, parameter: issue.parameter } : null);
    if (fact.role === 'preflight') {
      const parents = facts.filter((f) => f.requestId === fact.parent && f.cors);
      const parent = parents.find((f) => f.url === fact.url);
      if (parent?.cors && /Preflight/.test(parent.cors.error)) cors = parent.cors;
    }
    // What the page itself did not follow (`redirect: "manual"`) was not refused.
    if (fact.role === 'redirect' || (fact.canceled && fact.errorText === 'net::ERR_ABORTED'))
      cors = null;
    truths.push({
      id,
      name: names.get(id) ?? id,
      entry: found.get(fact) ?? -1,
      url: fact.url,
      method: fact.method,
      role: fact.role,
      cors,
      errorText: fact.errorText,
      blockedReason: fact.blockedReason,
      canceled: fact.canceled,
      status: fact.status,
      session: fact.session,
      ended: fact.ended,
    });
  }
  return truths;
}

/**
 * Serves and fetches cases that share a page, some at a time, and returns one HAR a tab.
 * `ids` must be unique over the servers' life.
 */
export async function capture(
  servers: Servers,
  cases: ReadonlyMap<string, Case>,
  tabs: Tab[],
): Promise<Capture[]> {
  const byPage = new Map<string, [string, Case][]>();
  for (const [id, kase] of cases) {
    const page = `${kase.page ?? 'app'}${kase.upgrades ? ' upgrades' : ''}`;
    byPage.set(page, [...(byPage.get(page) ?? []), [id, kase]]);
  }
  const captures: Capture[] = [];
  for (const [page, list] of byPage) {
    const [place, upgrades] = page.split(' ') as [Place, string?];
    const queue = [...list];
    const used = tabs.slice(0, Math.min(tabs.length, Math.ceil(list.length / 3)));
    await Promise.all(
      used.map(async (tab) => {
        tab.facts.length = 0;
        tab.issues.length = 0;
        tab.messages.length = 0;
        await tab.page.goto(`${servers.origin(place)}/page.html${upgrades ? '?upgrades' : ''}`);
        const names = new Map<string, string>();
        const results: Record<string, unknown> = {};
        const lost: string[] = [];
        for (let next = queue.shift(); next; next = queue.shift()) {
          const [id, kase] = next;
          names.set(id, kase.name);
          const { result, lost: gone } = await runCase(tab, servers, id, kase);
          results[id] = result;
          if (gone) lost.push(id);
        }
        const har = await settle(tab, servers.origin(place === 'app' ? 'third' : 'sthird'));
        captures.push({
          har,
          truths: align(har, tab.facts, tab.issues, names),
          results,
          lost,
          issues: [...tab.issues],
          messages: [...tab.messages],
        });
      }),
    );
  }
  return captures;
}
