import { corsCheck } from '../cors/cors-check.ts';
import { get } from '../cors/headers.ts';
import { isSafelistedMethod } from '../cors/method.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { preflightCheck, requestedHeaders } from '../cors/preflight.ts';
import { methodAfter, redirectLocation } from '../cors/redirect.ts';
import type { Entry } from './entry.ts';
import { addTo, byUrlOf } from './groups.ts';
import { isComplete } from './kind.ts';
import { pairUp } from './matching.ts';

/** Clocks of two entries of one fetch agree within this many milliseconds, also on a busy machine. */
const tolerance = 1_000;

/** How little a preflight that fails only with credentials belongs to a request without a response; 1: not at all. */
const doubted = 0.01;

/** Sent with credentials only, by Firefox on preflights, too. */
const storageAccess = 'sec-fetch-storage-access';

/**
 * Each request's preflight. The cheapest pairs first; a preflight and a request are each used once. `onWire`: a proxy
 * recorded them, so that a request starts when its preflight has ended.
 */
export function pairPreflights(
  requests: Entry[],
  preflights: Entry[],
  onWire = false,
): Map<Entry, Entry> {
  if (preflights.length === 0) return new Map();
  const byUrl = byUrlOf(requests);
  const names = new Map(
    requests.map((request) => [request, new Set(request.headers.map(([name]) => name))]),
  );
  const questions = new Map(preflights.map((preflight) => [preflight, questionOf(preflight)]));
  const groups = [...byUrlOf(preflights)].map(([url, left]) => ({
    left,
    right: byUrl.get(url) ?? [],
  }));
  const pairs = pairUp(groups, {
    expected: (preflight) => preflight.startedAt + (onWire ? preflight.duration : 0),
    came: (request) => request.startedAt,
    cost: (preflight, request) =>
      pairCost(
        request,
        names.get(request) ?? new Set(),
        questions.get(preflight) as ReturnType<typeof questionOf>,
        onWire,
      ),
  });
  return new Map([...pairs].map(([preflight, request]) => [request, preflight]));
}

/** What a preflight requests, and whether its response lets its request through: without credentials where nothing shows them. */
function questionOf(preflight: Entry) {
  const storage = get(preflight.headers, storageAccess) !== null;
  return {
    storage,
    preflight,
    method: get(preflight.headers, 'access-control-request-method'),
    origin: get(preflight.headers, 'origin'),
    requested: requestedHeaders(preflight.headers),
    passes: passes(preflight, storage ? 'include' : 'omit'),
    surely: passes(preflight, 'include'),
    refuses: !passes(preflight, 'omit'),
  };
}

function pairCost(
  request: Entry,
  names: ReadonlySet<string>,
  question: ReturnType<typeof questionOf>,
  onWire: boolean,
): number {
  const { preflight, storage, method, origin, requested, passes, surely, refuses } = question;
  if (method !== request.method) return Infinity;
  // The request starts before its preflight, on the wire behind it, and ends after it.
  const begun = request.startedAt - preflight.startedAt;
  const late = onWire && begun > 0 ? Math.max(0, begun - preflight.duration) : begun;
  const over = preflight.startedAt + preflight.duration - (request.startedAt + request.duration);
  if (late > tolerance || over > tolerance) return Infinity;
  const said = get(request.headers, 'origin');
  // After a redirect Firefox's preflight still names the page where the request itself says `null`.
  const tainted = request.firefox !== undefined && said === 'null';
  if (names.has('origin') && said !== origin && !tainted) return Infinity;
  const absent = requested.filter((name) => !names.has(name)).length;
  // What went out bears every header that its preflight requested; Chromium's may be provisional.
  const complete = request.firefox !== undefined && isComplete(request.headers);
  if (complete && absent > 0) return Infinity;
  if (complete && !tainted && names.has(storageAccess) !== storage) return Infinity;
  // A request that carries a header the preflight did not ask for belongs to another preflight.
  const extra = [...names].filter(
    (name) => /^(x-|authorization$)/.test(name) && !requested.includes(name),
  );
  // A request goes out when its preflight passed, and only then: one with a response although its preflight
  // refuses it is another, or an extension let it pass. One that needs no preflight surely is another.
  const responded = request.response !== null;
  const simple = isSafelistedMethod(request.method) && requested.every((name) => !names.has(name));
  if (responded && refuses && simple) return Infinity;
  const refused = surely ? 1 : passes ? doubted : 0;
  const contradiction = responded ? (refuses ? 200 : passes ? 0 : 1) : refused;
  // A request ends with the preflight that refuses it, and after one that passes.
  const apart = responded ? Math.max(0, over) : Math.abs(over);
  // A page's request has a preflight of the page. Those of a service worker and its preflight are of none, and the
  // page's request that the worker handles sends no preflight.
  const foreign = request.ofPage && !preflight.ofPage;
  const strange =
    absent + extra.length + [said !== null && said !== origin, foreign].filter(Boolean).length;
  return Math.abs(late) + apart + 10_000 * strange + 5_000 * contradiction;
}

/** True when a preflight's response would let the request through. */
export function passes(
  { headers, response, error }: Entry,
  credentials: 'include' | 'omit',
): boolean {
  if (response === null || error !== null) return false;
  const request = {
    origin: get(headers, 'origin') ?? '',
    credentials,
    method: get(headers, 'access-control-request-method') ?? '',
    headers: requestedHeaders(headers),
  } as const;
  return preflightCheck(request, response).length === 0;
}

/** Links each response that redirects to the request that followed it. */
export function chainRedirects(
  requests: readonly Entry[],
  byUrl: ReadonlyMap<string, Entry[]>,
): Map<Entry, Entry> {
  const byTarget = new Map<string, Entry[]>();
  for (const from of requests) {
    if (!from.response || from.error !== null || isRefused(from)) continue;
    const location = redirectLocation(from.response);
    if (location === null) continue;
    for (const url of targetsOf(location, from.url)) addTo(byTarget, url, from);
  }
  // The other end of the chain that ends, or begins, with an entry: linking these two would close a ring.
  const ends = new Map<Entry, Entry>();
  const endOf = (entry: Entry) => ends.get(entry) ?? entry;
  return pairUp(
    [...byTarget].map(([url, left]) => ({ left, right: byUrl.get(url) ?? [] })),
    {
      // A hop starts when the redirect's response was there.
      expected: (from) => from.startedAt + from.duration,
      came: (to) => to.startedAt,
      cost: (from, to) => {
        if (to === from) return Infinity;
        const gap = to.startedAt - (from.startedAt + from.duration);
        if (gap < -tolerance || to.startedAt < from.startedAt || gap > 5_000) return Infinity;
        if (from.resourceType !== to.resourceType) return Infinity;
        const method = methodAfter(from.method, from.response?.status ?? 0);
        if (to.method !== method) return Infinity;
        return Math.abs(gap) + 10_000 * differences(ownHeaders(from), ownHeaders(to));
      },
      allows: (from, to) => endOf(to) !== from,
      onPair: (from, to) => {
        const [head, tail] = [endOf(from), endOf(to)];
        ends.set(head, tail);
        ends.set(tail, head);
      },
    },
  );
}

const own = new WeakMap<Entry, ReadonlyMap<string, string>>();

/** The headers that nothing but the page sets, which a redirect keeps: `Authorization` it drops between origins. */
function ownHeaders(entry: Entry): ReadonlyMap<string, string> {
  const known = own.get(entry);
  if (known) return known;
  // `X-Client-Data` goes to Google's servers alone.
  const mine = entry.headers.filter(([name]) => name.startsWith('x-') && name !== 'x-client-data');
  const headers = mine.length > 0 ? new Map(mine) : none;
  own.set(entry, headers);
  return headers;
}

const none: ReadonlyMap<string, string> = new Map();

/** How many headers only one of the two has, or both with another value; a preflight names them without values. */
function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  let same = 0;
  for (const [name, value] of a) {
    const other = b.get(name);
    if (other !== undefined && (other === value || other === '' || value === '')) same += 1;
  }
  return a.size + b.size - 2 * same;
}

/**
 * The URLs a redirect's target may be recorded under: without fragment and user, and with https where the page, its
 * policy (upgrade-insecure-requests) or HSTS has it upgraded. https://w3c.github.io/webappsec-upgrade-insecure-requests/
 */
export function targetsOf(location: string, base: string): string[] {
  const target = URL.parse(location, base);
  if (target === null) return [];
  target.hash = '';
  target.username = '';
  target.password = '';
  const exact = target.href;
  if (target.protocol !== 'http:') return [exact];
  target.protocol = 'https:';
  return [exact, target.href];
}

/** True when the CORS check keeps a redirect from being followed. Other browsers than Firefox say that it failed. */
function isRefused({ firefox, headers, url, method, response }: Entry): boolean {
  const origin = get(headers, 'origin');
  if (!firefox || !response || origin === null || isSameOrigin(origin, url)) return false;
  // A no-cors request may bear an Origin, too, unless it is a GET or a HEAD.
  const mode = get(headers, 'sec-fetch-mode') ?? (/^(GET|HEAD)$/.test(method) ? 'cors' : '');
  const included = [storageAccess, 'cookie'].some((name) => get(headers, name) !== null);
  const credentials = included ? 'include' : 'omit';
  return mode === 'cors' && corsCheck({ origin, credentials }, response.headers).length > 0;
}

export function byStart(a: Entry, b: Entry): number {
  return a.startedAt - b.startedAt || a.index - b.index;
}
