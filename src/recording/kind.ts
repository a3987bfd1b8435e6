import { get, type HeaderList } from '../cors/headers.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import { byTool } from './dialects/types.ts';
import type { Entry } from './entry.ts';
import type { Recording } from './file.ts';
import type { Exchange, Leg } from './types.ts';

/** Fetch's request mode, as far as a chain of requests tells; "other": no fetch whose response CORS guards. */
export function findMode(
  chain: readonly Entry[],
  legs: readonly Leg[],
  recording: Recording,
): Exchange['mode'] | 'other' {
  const first = chain[0] as Entry;
  if (isElsewhere(first)) return 'other';
  if (first.traced?.unsent) return 'cors';
  for (const entry of chain) {
    const mode = get(entry.headers, 'sec-fetch-mode');
    if (mode === 'cors' || mode === 'no-cors') return mode;
    if (mode !== null) return 'other';
  }
  if (legs.some((leg) => leg.preflight)) return 'cors';
  if (isRefusedByCors(chain.at(-1) as Entry)) return 'cors';
  // Only navigations ask for it.
  if (get(first.headers, 'upgrade-insecure-requests') !== null) return 'other';
  const mode = modeOfClient(chain, recording);
  return mode === 'cors' && wentWithoutOrigin(chain, recording) ? 'other' : mode;
}

/** The request mode of what most likely made the request. */
function modeOfClient(chain: readonly Entry[], recording: Recording): Exchange['mode'] | 'other' {
  const first = chain[0] as Entry;
  switch (clientOf(first) ?? guessClient(first)) {
    case 'document':
    case 'websocket':
      return 'other';
    case 'font':
    case 'eventsource':
    case 'xhr':
      return 'cors';
    case 'image':
    case 'media':
    case 'script':
    case 'stylesheet':
      // Without `crossorigin` these send no Origin.
      return chain.some((entry) => get(entry.headers, 'origin') !== null) ? 'cors' : 'no-cors';
    default:
      return tracedMode(first) ?? modeFromOrigin(chain, recording);
  }
}

/**
 * True for web sockets, however they are written, for URLs that have nothing to do with a server, for methods that
 * no page can use, as proxies record the tunnels that browsers open, and for what is not a page's: Flash has rules of
 * its own, and of a report the browser asks for a preflight and never checks the response.
 * https://fetch.spec.whatwg.org/#forbidden-method, https://w3c.github.io/reporting/#try-delivery
 */
function isElsewhere({ url, method, headers, response, resourceType, traced }: Entry): boolean {
  // A page may have tried, and tracing seen it.
  if (/^(CONNECT|TRACE|TRACK)$/i.test(method) && !traced?.unsent) return true;
  if (/^(wss?|data|blob|about|javascript):/i.test(url)) return true;
  if (resourceType === 'websocket' || resourceType === byTool) return true;
  return (
    response?.status === 101 ||
    headers.some(
      ([name, value]) =>
        name.startsWith('sec-websocket-') ||
        (name === 'upgrade' && /^websocket$/i.test(value)) ||
        (resourceType === null &&
          name === 'content-type' &&
          /^application\/reports\+json\b/i.test(value)) ||
        (name === 'x-requested-with' && value.startsWith('ShockwaveFlash/')),
    )
  );
}

/**
 * True where a proxy or a server asked the browser itself to authenticate, which it did in a request of its own: the
 * page gets the response to that one. Proxies record both. `sameUrl` is in the order of time.
 * https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function isChallenged(entry: Entry, sameUrl: readonly Entry[]): boolean {
  const { response, headers, startedAt, method } = entry;
  const who = response?.status === 407 ? 'proxy-' : response?.status === 401 ? '' : null;
  if (who === null || get(response?.headers ?? [], `${who || 'www-'}authenticate`) === null) {
    return false;
  }
  const sent = get(headers, `${who}authorization`);
  const next = sameUrl.indexOf(entry) + 1;
  return sameUrl.slice(next, next + 8).some((other) => {
    const answer = get(other.headers, `${who}authorization`) ?? '';
    const own = /^(basic|digest|negotiate|ntlm)\b/i.test(answer);
    return (
      own && answer !== sent && other.method === method && other.startedAt - startedAt < 10_000
    );
  });
}

/** True when the browser says so itself, or when a request that bears an `Origin` failed without another reason. */
function isRefusedByCors({ error, headers, method }: Entry): boolean {
  if (error?.kind === 'cors') return true;
  // Scripts' other requests bear it, too, unless they are GET or HEAD, but no check can refuse those.
  return error?.kind === 'failed' && get(headers, 'origin') !== null && !/^OPTIONS$/.test(method);
}

/** What loads it, from what it accepts and what came, where the recording does not name it. */
function guessClient({ headers, response }: Entry): string | null {
  const accept = get(headers, 'accept') ?? '';
  if (/^image\//i.test(accept)) return 'image';
  if (/^text\/css\b/i.test(accept)) return 'stylesheet';
  if (/^text\/event-stream\b/i.test(accept)) return 'eventsource';
  if (/^application\/font-|^font\//i.test(accept)) return 'font';
  if (/^(video|audio)\//i.test(accept)) return 'media';
  if (/^text\/html,\s?application\/xhtml\+xml\b/i.test(accept)) return 'document';
  const type = response ? (get(response.headers, 'content-type') ?? '') : '';
  if (/^image\//i.test(type)) return 'image';
  if (/^text\/css\b/i.test(type)) return 'stylesheet';
  if (/^(text|application)\/(x-)?(java|ecma)script\b/i.test(type)) return 'script';
  if (/^(video|audio)\//i.test(type)) return 'media';
  return null;
}

/** The request mode that the call had in the page. */
function tracedMode({ traced }: Entry): 'cors' | 'no-cors' | null {
  const mode = traced?.certainty === 'certain' ? traced.mode : null;
  return mode === 'same-origin' ? 'cors' : mode;
}

/**
 * True where what went out to another origin bore no `Origin`, which every `cors` request has: a script's request that
 * no page made, or no browser. https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
function wentWithoutOrigin(chain: readonly Entry[], { hidesOrigin }: Recording): boolean {
  const origin = pageOrigin(chain[0] as Entry);
  if (hidesOrigin || origin === null) return false;
  return (
    chain.every(({ headers }) => get(headers, 'origin') === null) &&
    chain.some((entry) => entry.response !== null && wentAway(entry, origin))
  );
}

/** True when the headers are those that went out, to another origin than the page's. */
function wentAway({ headers, url }: Entry, origin: string): boolean {
  return isComplete(headers) && !isSameOrigin(origin, url);
}

function pageOrigin({ headers, page }: Entry): string | null {
  const url = get(headers, 'referer') || page;
  return url ? originOf(url) : null;
}

/** GET and HEAD carry an `Origin` in cors mode only; other methods do in no-cors mode, too. */
function modeFromOrigin(chain: readonly Entry[], recording: Recording): Exchange['mode'] {
  const [first] = chain;
  if (!['GET', 'HEAD', 'POST'].includes(first?.method ?? '')) return 'cors';
  const bare = chain.filter(({ method }) => method === 'GET' || method === 'HEAD');
  if (bare.some(({ headers }) => get(headers, 'origin') !== null)) return 'cors';
  // Provisional headers never bear an Origin, and same-origin hops bear none in any mode.
  const origin = first ? pageOrigin(first) : null;
  if (origin !== null && bare.some((entry) => wentAway(entry, origin))) return 'no-cors';
  // A request with a response was sent, but DevTools keeps provisional headers where a cache responded.
  const responded = bare.length > 0 && bare.every(({ response }) => response !== null);
  const named = first !== undefined && clientOf(first) !== null;
  return responded && recording.showsOrigin && !named ? 'no-cors' : 'unknown';
}

/** True when the headers are those that went out: only the network stack adds the host. */
export function isComplete(headers: HeaderList): boolean {
  return get(headers, 'host') !== null || get(headers, ':authority') !== null;
}

/** Fetch's request destination, as far as it shows. */
export function findDestination(chain: readonly Entry[]): string {
  for (const entry of chain) {
    const destination = get(entry.headers, 'sec-fetch-dest');
    if (destination !== null) return destination;
  }
  const type = chain[0]?.resourceType ?? '';
  return (
    { stylesheet: 'style', media: 'video' }[type] ??
    (['font', 'image', 'script', 'manifest'].includes(type) ? type : 'empty')
  );
}

/** DevTools' resource type, or the nearest to it that Resource Timing knows. */
export function clientOf(entry: Entry): string | null {
  if (entry.resourceType !== null) return entry.resourceType;
  const initiator = entry.firefox?.timing?.initiatorType;
  switch (initiator) {
    case 'other':
      // Beacons and event streams are called that, fonts and subtitles, too.
      if (get(entry.headers, 'accept') === 'text/event-stream') return 'eventsource';
      return entry.method === 'POST' ? 'ping' : null;
    case 'xmlhttprequest':
      return 'xhr';
    case 'img':
      return 'image';
    case 'video':
    case 'audio':
      return 'media';
    case 'fetch':
    case 'script':
      return initiator;
    default:
      return null;
  }
}
