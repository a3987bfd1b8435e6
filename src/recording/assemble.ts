import { corsCheck } from '../cors/cors-check.ts';
import { get } from '../cors/headers.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { isRefusedByPolicy } from '../cors/resource-policy.ts';
import { challengedOf } from './challenges.ts';
import { credentialsOf } from './credentials.ts';
import { firefoxErrors, type Timing } from './dialects/firefox.ts';
import type { Entry } from './entry.ts';
import type { Recording } from './file.ts';
import { byUrlOf } from './groups.ts';
import { byStart, chainRedirects, pairPreflights } from './joining.ts';
import { clientOf, findDestination, findMode } from './kind.ts';
import { requestBehind, standsAlone } from './lone-preflights.ts';
import { reportedOutcome, timedOutcome, timingOf } from './outcome.ts';
import { takenFromCache, withStored } from './stored.ts';
import type { Exchange, Hop, Leg, NetworkError, Traced } from './types.ts';

/** What the entries alone do not say. */
export interface AssembleOptions {
  readonly recording: Recording;
  /** True when no further entry will come: a preflight without its request then stands for it. */
  readonly complete: boolean;
  /** The page shown when the entry itself does not say. */
  readonly page: string | null;
}

/**
 * Joins entries into exchanges: each preflight to its request in either order of arrival, redirects
 * into a chain. Same-origin fetches and what is no fetch in `cors` mode (navigations, plain images)
 * are left out, unless they failed. No request id joins the entries of one fetch, so URL, method,
 * header names and time do.
 */
export function assemble(entries: readonly Entry[], options: AssembleOptions): Exchange[] {
  const requests = entries.filter((entry) => !entry.preflight).sort(byStart);
  const preflights = entries.filter((entry) => entry.preflight).sort(byStart);
  const proxied = options.recording.source === 'unknown';
  const preflightOf = pairPreflights(requests, preflights, proxied);
  const paired = new Set(preflightOf.values());
  for (const preflight of preflights) {
    if (paired.has(preflight) || !standsAlone(preflight, options)) continue;
    const request = requestBehind(preflight);
    preflightOf.set(request, preflight);
    requests.push(request);
  }
  requests.sort(byStart);
  const byUrl = byUrlOf(requests);
  const next = chainRedirects(requests, byUrl);
  const followers = new Set(next.values());

  // A browser shows one request, with the response that the page got.
  const challenged = proxied ? challengedOf(requests, preflightOf) : null;

  const exchanges: Exchange[] = [];
  for (const first of requests) {
    if (followers.has(first)) continue;
    const chain: [Entry, ...Entry[]] = [first];
    for (let entry = next.get(first); entry; entry = next.get(entry)) chain.push(entry);
    if (challenged?.has(chain.at(-1) as Entry)) continue;
    const exchange = build(endedAt(chain, preflightOf), preflightOf, byUrl, options);
    if (exchange) exchanges.push(exchange);
  }
  return exchanges;
}

/**
 * The chain without a last hop that never left the browser: Firefox lists the target of a redirect
 * that it then refuses to follow.
 */
function endedAt(
  chain: [Entry, ...Entry[]],
  preflightOf: ReadonlyMap<Entry, Entry>,
): [Entry, ...Entry[]] {
  const last = chain.at(-1) as Entry;
  // One whose preflight was sent was followed so far.
  const refused = chain.length > 1 && last.firefox?.sent === false && !preflightOf.has(last);
  return refused ? (chain.slice(0, -1) as [Entry, ...Entry[]]) : chain;
}

function build(
  chain: [Entry, ...Entry[]],
  preflightOf: ReadonlyMap<Entry, Entry>,
  byUrl: ReadonlyMap<string, Entry[]>,
  options: AssembleOptions,
): Exchange | null {
  const { recording } = options;
  const [first] = chain;
  const last = chain.at(-1) as Entry;
  // Most requests of a session end here.
  const origin = findOrigin(chain, preflightOf, options);
  if (origin === null) return null;
  const home = chain.every(({ url }) => isSameOrigin(origin, url));
  if (home && !leadsAway(last, origin) && !failedInWorker(last, recording)) return null;

  const legs = chain.map((entry): Leg => {
    const preflight = preflightOf.get(entry);
    const leg: Leg = {
      ...hop(entry),
      response: withStored(entry, preflight, byUrl.get(entry.url) ?? []),
      preflight: preflight ? hop(preflight) : null,
      ...(mayBeOfWorker(entry, preflight, recording) ? { hidden: true } : {}),
      ...takenFromCache(entry, preflight, byUrl.get(entry.url) ?? []),
    };
    // A HAR of Firefox's own export has the request behind a failed preflight. It looks like one that a
    // service worker responded, but a service worker's request sends no preflight of the page's.
    const misled = preflight && entry.firefox && leg.error?.kind === 'service-worker';
    return misled ? { ...leg, error: null } : leg;
  });
  const mode = findMode(chain, legs, recording);
  if (mode === 'other') return null;
  const timing = timingOf(chain, preflightOf.get(first), byUrl.get(first.url) ?? []);
  const refusal = recording.source === 'firefox' ? untold(last, mode, origin, timing) : null;
  if (refusal !== null) legs[legs.length - 1] = { ...(legs.at(-1) as Leg), error: refusal };
  if (mode === 'no-cors' && !isOfInterest(legs.at(-1) as Leg, first)) return null;
  const reported =
    refusal !== null
      ? 'failed'
      : timing
        ? timedOutcome(last, timing, mode)
        : reportedOutcome(last, preflightOf.get(last), recording);
  if (mode === 'unknown' && !isKnownToFetch(first, reported)) return null;
  const exchange: Exchange = {
    id: first.index < 0 ? `p${legs[0]?.preflight?.entry}` : `x${first.index}`,
    source: recording.source,
    origin,
    page: first.page ?? options.page,
    mode,
    destination: findDestination(chain),
    client: clientOf(first),
    credentials: 'unknown',
    reported,
    hops: legs as [Leg, ...Leg[]],
    initiator: first.initiator,
    simulated: [...chain, ...chain.flatMap((entry) => preflightOf.get(entry) ?? [])].some(
      (entry) => entry.simulated,
    ),
    ...(!timing && first.firefox?.mixed ? { mixed: true } : {}),
    ...(recording.dialect.leavesOut?.includes('responses') ? { responsesOmitted: true } : {}),
  };
  const proven = recording.credentials ?? credentialsOf(exchange, Boolean(timing));
  const traced = first.traced ?? preflightOf.get(first)?.traced;
  return { ...exchange, ...withTraced(proven, traced) };
}

/** The credentials mode, with what tracing saw of it; a join that the headers contradict is a wrong one. */
function withTraced(
  proven: Exchange['credentials'],
  traced: Traced | undefined,
): Pick<Exchange, 'credentials' | 'traced'> {
  if (traced === undefined) return { credentials: proven };
  const { credentials, certainty } = traced;
  if (proven === 'unknown') {
    return { credentials: certainty === 'certain' ? credentials : proven, traced };
  }
  return credentials === proven ? { credentials: proven, traced } : { credentials: proven };
}

/**
 * A page sends the preflights of its workers, and Chromium lists the request itself apart from any page. Where no
 * entry names a page, every request may be a worker's. Of service workers and frames of other sites responses show.
 */
function mayBeOfWorker(
  request: Entry,
  preflight: Entry | undefined,
  { source, namesPages }: Recording,
): boolean {
  if (request.response !== null || request.ofPage) return false;
  if (preflight) return preflight.ofPage || !namesPages;
  return source === 'chromium' && namesPages && request.error?.kind === 'failed';
}

/** A request that may be an image, a script or a beacon is of interest when a script made it, or when it failed. */
function isKnownToFetch(first: Entry, reported: Exchange['reported']): boolean {
  return clientOf(first) === 'fetch' || reported === 'failed' || reported === 'succeeded';
}

/** How a Firefox request failed after its response began and all CORS checks were made; null when it did not. */
function untold(
  last: Entry,
  mode: Exchange['mode'],
  origin: string,
  timing: Timing | null | undefined,
): NetworkError | null {
  if (mode === 'no-cors' && !isSameOrigin(origin, last.url)) {
    return isRefusedByPolicy(last.headers, last.response?.headers ?? [])
      ? firefoxErrors.policy
      : null;
  }
  if (mode === 'cors' && isOfWrongType(last, origin)) return firefoxErrors.type;
  const { response, headers } = last;
  const sent = get(headers, 'origin') ?? origin;
  // Without a timing, as in an exported file, the check itself tells.
  const readable = timing
    ? timing.responseStatus > 0
    : timing === undefined &&
      response !== null &&
      corsCheck({ origin: sent, credentials: 'omit' }, response.headers).length === 0;
  // The page ends an event stream whenever it likes.
  const stream = get(headers, 'accept') === 'text/event-stream';
  return readable && last.firefox?.incomplete && !stream ? firefoxErrors.incomplete : null;
}

/**
 * True for a module whose response is no script and allows no origin: Firefox looks at the type first, and says that
 * the request did not succeed. https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script
 */
function isOfWrongType({ headers, response, url }: Entry, origin: string): boolean {
  if (!response || get(headers, 'sec-fetch-dest') !== 'script' || isSameOrigin(origin, url)) {
    return false;
  }
  const type = get(response.headers, 'content-type') ?? '';
  if (/^(text|application)\/(x-)?(java|ecma)script\b/i.test(type)) return false;
  const sent = get(headers, 'origin') ?? origin;
  return corsCheck({ origin: sent, credentials: 'omit' }, response.headers).length > 0;
}

/** True when a same-origin request failed at its redirect to another origin: the target was refused. */
function leadsAway(last: Entry, origin: string): boolean {
  const location = last.response && redirectLocation(last.response);
  if (location === null || !URL.canParse(location, last.url)) return false;
  const target = new URL(location, last.url);
  // Firefox does not say that it failed; a user in the target is why it must have.
  const failed = last.error !== null || (last.firefox !== undefined && target.username !== '');
  return failed && !isSameOrigin(origin, target.href);
}

/** True when a worker's same-origin request failed: of a redirect to another origin that it was refused nothing is shown. */
function failedInWorker({ error, response, ofPage }: Entry, { source, namesPages }: Recording) {
  const unseen = error?.kind === 'failed' && response === null;
  return source === 'chromium' && unseen && namesPages && !ofPage;
}

/** A `no-cors` load is of interest when a neighbour of CORS stopped it, or when a script made it by `fetch`. */
function isOfInterest(last: Leg, first: Entry): boolean {
  return (
    last.error?.kind === 'blocked-by-response' ||
    last.error?.kind === 'orb' ||
    (clientOf(first) === 'fetch' && last.error === null)
  );
}

function hop(entry: Entry): Hop {
  const { method, url, headers, response, error, startedAt, duration, index } = entry;
  const unsent = entry.firefox?.sent === false ? { sent: false as const } : {};
  const local = entry.firefox?.stored || entry.byWorker;
  const stored = local && response !== null ? { stored: true as const } : {};
  const hop: Hop = { method, url, headers, response, error, startedAt, duration, entry: index };
  return { ...hop, ...unsent, ...stored };
}

/**
 * The page's origin: what a message of the chain says in `Origin`, which is only `null` after a redirect
 * when it was tainted; else what the request shows of its page.
 */
function findOrigin(
  chain: readonly [Entry, ...Entry[]],
  preflightOf: ReadonlyMap<Entry, Entry>,
  options: AssembleOptions,
): string | null {
  const [first] = chain;
  for (const entry of chain) {
    const preflight = preflightOf.get(entry);
    const said =
      get(entry.headers, 'origin') ?? (preflight ? get(preflight.headers, 'origin') : null);
    if (said === null) continue;
    // What a person typed may have a path.
    if (/^https?:/i.test(said)) return originOf(said) ?? said;
    if (said !== 'null' || entry === first) return said;
    break;
  }
  // A referrer may be redacted, or an app's own scheme.
  for (const page of [get(first.headers, 'referer'), first.page, options.page]) {
    const origin = page ? originOf(page) : null;
    if (origin !== null) return origin;
  }
  return null;
}
