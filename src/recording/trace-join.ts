import { get } from '../cors/headers.ts';
import { normalizeMethod } from '../cors/method.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import type { Entry } from './entry.ts';
import { byUrlOf, groupBy } from './groups.ts';
import { byStart, chainRedirects, pairPreflights } from './joining.ts';
import { clientOf } from './kind.ts';
import { type Frame, ownFrame } from './stack.ts';
import type { Trace, TracedCall, Violation } from './trace.ts';
import type { Certainty, Credentials, Traced, Unsent } from './types.ts';

/** The clocks of page and recording differ by so many milliseconds; a busy machine makes it more. */
const skew = 150;
/** A call that ended this many milliseconds ago has its entry by now, or none. */
const settling = 1_500;

/** An entry, with what the join must know of it besides. */
export interface Candidate {
  readonly entry: Entry;
  /** The calls of its initiator, without the tracer's own. */
  readonly frames: readonly Frame[];
  /** Chromium only: the tracer's own frame was among them, so that the call is one that it noted. */
  readonly passed: boolean;
}

/** What tracing saw of an entry's call, and where the call was made; null where it may be one of several. */
export interface JoinedFacts {
  readonly traced: Traced;
  readonly frame: Frame | null;
}

/** What the join found. */
export interface Joined {
  /** By the entry's index in the session. */
  readonly facts: ReadonlyMap<number, JoinedFacts>;
  /** Cross-origin calls that made no request, so that there is no entry. */
  readonly unsent: readonly { readonly call: TracedCall; readonly traced: Traced }[];
}

/**
 * Joins calls and requests by URL and method, in their order; in Chromium also by what made the call, and where. A group
 * of more calls than requests, or of fewer, is not joined. Where the calls of a group differ in their credentials, a join
 * is certain only where their order is: never in Firefox, whose clock differs by a quarter of a second, and whose entries
 * name no initiator. `page`: the URL of the page; `now`: milliseconds since the epoch. Takes n log n.
 */
export function joinTrace(
  trace: Trace,
  candidates: readonly Candidate[],
  { chromium, page, now }: { chromium: boolean; page: string | null; now: number },
): Joined {
  const from = (trace.origin ?? Number.POSITIVE_INFINITY) - skew;
  const since = candidates.filter(({ entry }) => entry.startedAt >= from);
  const violations = byUrlOf(trace.violations);
  const facts = new Map<number, JoinedFacts>();
  const unsent: { call: TracedCall; traced: Traced }[] = [];
  for (const { calls, requests } of groupsOf(trace, since, chromium)) {
    const left: Told[] = [];
    for (const call of calls) {
      const told = tell(call, violations.get(call.url ?? '') ?? []);
      const reason = unsentReason(told, page);
      const none = reason !== null && (isUnseen(told, reason, chromium) || requests.length === 0);
      if (!none) left.push(told);
      else if (isSettled(call, reason, now) && isOfInterest(call, page)) {
        unsent.push({ call, traced: { ...factsOf([told]), unsent: reason } });
      }
    }
    // In Firefox the request of a worker may stand where one is expected that is still on its way.
    const ready = chromium || left.every(({ call }) => isSettled(call, null, now));
    const even = left.length > 0 && requests.length === left.length;
    if (even && ready) joinGroup(left, requests, chromium, facts);
  }
  joinElements(trace, since, facts);
  joinViolations(since, violations, facts);
  return { facts, unsent };
}

/** A call, and the directive that blocked it. */
interface Told {
  readonly call: TracedCall;
  readonly directive: string | null;
}

function tell(call: TracedCall, violations: readonly Violation[]): Told {
  const { end, at } = call;
  const blocked =
    end?.outcome === 'error' && end.status === null
      ? violations.find((each) => each.at >= at - 1 && each.at <= end.at + 1_000)
      : undefined;
  return { call, directive: blocked?.directive ?? null };
}

interface Group {
  readonly calls: readonly TracedCall[];
  readonly requests: readonly Candidate[];
}

/** Calls and the requests they may have made, each in the order of time. */
function groupsOf(trace: Trace, candidates: readonly Candidate[], chromium: boolean): Group[] {
  const groups = new Map<string, { calls: TracedCall[]; requests: Candidate[] }>();
  const groupOf = (key: string) => {
    const group = groups.get(key) ?? { calls: [], requests: [] };
    groups.set(key, group);
    return group;
  };
  for (const call of trace.calls.values()) {
    const { url, method, api } = call;
    if (url === null || method === null) continue;
    groupOf(`${chromium ? api : ''} ${normalizeMethod(method)} ${url}`).calls.push(call);
  }
  for (const request of requestsOf(candidates, chromium)) {
    const { method, url, resourceType } = request.entry;
    const group = groups.get(`${chromium ? resourceType : ''} ${method} ${url}`);
    group?.requests.push(request);
  }
  for (const { calls, requests } of groups.values()) {
    calls.sort((a, b) => a.at - b.at || a.id - b.id);
    requests.sort((a, b) => byStart(a.entry, b.entry));
  }
  return [...groups.values()];
}

/** The requests that calls begin with: no preflights, no redirects followed. */
function requestsOf(candidates: readonly Candidate[], chromium: boolean): Candidate[] {
  const entries = candidates.map(({ entry }) => entry);
  const requests = entries.filter(({ preflight }) => !preflight).sort(byStart);
  const followers = new Set(chainRedirects(requests, byUrlOf(requests)).values());
  if (chromium) {
    return candidates.filter(
      ({ entry, passed }) =>
        // An EventSource connects in a task of its own, without a stack.
        (passed || entry.resourceType === 'eventsource') &&
        !entry.preflight &&
        !followers.has(entry),
    );
  }
  // Firefox never delivers the request behind a failed preflight, and knows what workers and others' frames requested
  // by its lack of a Resource Timing in the page.
  const preflights = entries.filter(({ preflight }) => preflight).sort(byStart);
  const paired = new Set(pairPreflights(requests, preflights).values());
  return candidates.flatMap((candidate) => {
    const { entry } = candidate;
    if (followers.has(entry) || paired.has(entry)) return [];
    if (entry.firefox?.timing === null && !entry.firefox.mixed) return [];
    if (!entry.preflight) return [candidate];
    const method = get(entry.headers, 'access-control-request-method') ?? 'GET';
    return [{ ...candidate, entry: { ...entry, method } }];
  });
}

/** Why the call can have made no request; null: it may well have made one. */
function unsentReason({ call, directive }: Told, page: string | null): Unsent | null {
  const { end, url, api, mode, credentials } = call;
  if (end?.outcome !== 'error' || end.status !== null || url === null) return null;
  if (directive !== null) return 'csp';
  const { exception } = end;
  if (api === 'fetch' && exception !== null && refusedFetch.test(exception)) return 'rejected';
  // What `open` throws, before credentials matter, and what a second `send` does.
  const thrown = exception !== null && (credentials === 'unknown' || refusedSend.test(exception));
  if (api === 'xhr' && thrown) return 'rejected';
  if (!/^(?:https?|data|blob|about):/i.test(url)) return 'scheme';
  return mode === 'same-origin' && isAcross(url, page) ? 'mode' : null;
}

/** What Chromium and Firefox say of an argument; network errors have another text. */
const refusedFetch = /^TypeError: (?:Failed to execute 'fetch' on |(?:Window\.)?fetch: )/;
const refusedSend = /^InvalidStateError\b/;

/** True where no entry stands for such a call. Chromium has one of an XMLHttpRequest that a policy blocked. */
function isUnseen({ call }: Told, reason: Unsent, chromium: boolean): boolean {
  return (
    reason === 'rejected' ||
    reason === 'mode' ||
    (chromium && reason === 'csp' && call.api === 'fetch')
  );
}

function isSettled({ end }: TracedCall, reason: Unsent | null, now: number): boolean {
  // An argument is refused before anything else.
  return end !== null && (reason === 'rejected' || end.at < now - settling);
}

function isOfInterest({ url }: TracedCall, page: string | null): boolean {
  return url !== null && URL.canParse(url) && isAcross(url, page);
}

function isAcross(url: string, page: string | null): boolean {
  const origin = page === null ? null : originOf(page);
  return origin !== null && !isSameOrigin(origin, url);
}

function joinGroup(
  calls: readonly Told[],
  requests: readonly Candidate[],
  chromium: boolean,
  facts: Map<number, JoinedFacts>,
): void {
  for (const [run, of] of runsOf(calls, requests, chromium)) {
    const shared = factsOf(run);
    const [first] = run;
    const frame = first ? ownFrame(first.call.frames) : null;
    const same = run.every(({ call }) => placeOf(ownFrame(call.frames)) === placeOf(frame));
    for (const [index, { entry }] of of.entries()) {
      const { call } = run[index] as Told;
      const likely = shared.credentials === 'unknown' && call.credentials !== 'unknown';
      facts.set(entry.index, {
        traced: likely ? { ...shared, credentials: call.credentials, certainty: 'likely' } : shared,
        frame: same ? frame : null,
      });
    }
  }
}

/**
 * The group in parts within which nothing tells calls apart: of one call where the order is certain, of those that began in one
 * millisecond, or of all.
 */
function runsOf(
  calls: readonly Told[],
  requests: readonly Candidate[],
  chromium: boolean,
): [Told[], Candidate[]][] {
  const all: [Told[], Candidate[]][] = [[[...calls], [...requests]]];
  if (!chromium) return all;
  const callsAt = groupBy(calls, ({ call }) => placeOf(call.frames[0] ?? null));
  const requestsAt = groupBy(requests, ({ frames }) => placeOf(frames[0] ?? null));
  if ([...callsAt].some(([place, { length }]) => requestsAt.get(place)?.length !== length)) {
    return all;
  }
  const runs: [Told[], Candidate[]][] = [];
  for (const [place, some] of callsAt) {
    let before = Number.NaN;
    for (const [index, request] of (requestsAt.get(place) ?? []).entries()) {
      const { startedAt } = request.entry;
      if (startedAt !== before) runs.push([[], []]);
      before = startedAt;
      const [run, of] = runs.at(-1) as [Told[], Candidate[]];
      run.push(some[index] as Told);
      of.push(request);
    }
  }
  return runs;
}

function placeOf(frame: Frame | null): string {
  return frame === null ? '' : `${frame.line}:${frame.column} ${frame.url}`;
}

/** What is the same of all these calls. */
function factsOf(told: readonly Told[]): Traced {
  const same = <Value>(pick: (told: Told) => Value): Value | null => {
    const value = pick(told[0] as Told);
    return told.every((each) => pick(each) === value) ? value : null;
  };
  const credentials: Credentials = same(({ call }) => call.credentials) ?? 'unknown';
  const certainty: Certainty = 'certain';
  const only = told.length === 1 ? (told[0] as Told).call : null;
  return {
    api: same(({ call }) => call.api),
    credentials,
    certainty,
    mode: same(({ call }) => call.mode),
    redirect: same(({ call }) => call.redirect),
    cache: same(({ call }) => call.cache),
    outcome: same(({ call }) => call.end?.outcome ?? null),
    elapsed: only?.end ? Math.max(0, Math.round(only.end.at - only.at)) : null,
    exception: same(({ call }) => call.end?.exception ?? null),
    directive: same(({ directive }) => directive),
    unsent: null,
  };
}

/** What makes requests that are joined by their calls. */
const ofCalls = new Set(['fetch', 'xhr', 'eventsource', 'ping', 'websocket', 'document', 'other']);

/** Several elements of one URL may share a request: joined where all have the same credentials. */
function joinElements(
  { elements }: Trace,
  candidates: readonly Candidate[],
  facts: Map<number, JoinedFacts>,
): void {
  if (elements.length === 0) return;
  const byUrl = byUrlOf(elements);
  const requests = candidates.filter(({ entry }) => {
    const mode = get(entry.headers, 'sec-fetch-mode');
    const client = clientOf(entry);
    return !entry.preflight && mode !== 'no-cors' && client !== null && !ofCalls.has(client);
  });
  for (const [url, some] of groupBy(requests, ({ entry }) => entry.url)) {
    const made = byUrl.get(url) ?? [];
    const [first] = made;
    if (first === undefined || some.length > made.length) continue;
    if (made.some(({ credentials }) => credentials !== first.credentials)) continue;
    for (const { entry } of some) {
      const { credentials } = first;
      const traced: Traced = { ...nothing, api: 'element', credentials, mode: 'cors' };
      facts.set(entry.index, { traced, frame: null });
    }
  }
}

const nothing: Traced = {
  api: null,
  credentials: 'unknown',
  certainty: 'certain',
  mode: null,
  redirect: null,
  cache: null,
  outcome: null,
  elapsed: null,
  exception: null,
  directive: null,
  unsent: null,
};

/** Loads of elements, of styles and of fonts that a policy blocked, by their URL. */
function joinViolations(
  candidates: readonly Candidate[],
  violations: ReadonlyMap<string, readonly Violation[]>,
  facts: Map<number, JoinedFacts>,
): void {
  for (const { entry } of candidates) {
    if (entry.error?.kind !== 'unsent' || entry.response !== null) continue;
    const directives = new Set(violations.get(entry.url)?.map(({ directive }) => directive));
    const known = facts.get(entry.index);
    const joined = known !== undefined && known.traced.api !== 'element';
    if (directives.size !== 1 || joined) continue;
    const [directive = null] = directives;
    const { traced = nothing, frame = null } = known ?? {};
    facts.set(entry.index, { traced: { ...traced, directive }, frame });
  }
}
