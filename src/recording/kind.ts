import { get, type HeaderList } from '../cors/headers.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import type { Entry } from './entry.ts';
import type { Exchange, Leg } from './types.ts';

export function findMode(chain: Entry[], legs: Leg[]): Exchange['mode'] | 'other' {
  for (const entry of chain) {
    const mode = get(entry.headers, 'sec-fetch-mode');
    if (mode === 'cors' || mode === 'no-cors') return mode;
    if (mode !== null) return 'other';
  }
  if (legs.some((leg) => leg.preflight)) return 'cors';
  const first = chain[0] as Entry;
  const scheme = new URL(first.url).protocol;
  // No CORS check is made for these; data: and blob: have nothing to do with a server.
  if (['ws:', 'wss:', 'data:', 'blob:'].includes(scheme)) return 'other';
  // Only navigations ask for it.
  if (get(first.headers, 'upgrade-insecure-requests') !== null) return 'other';
  switch (clientOf(first)) {
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
      return modeFromOrigin(chain);
  }
}

/** GET and HEAD carry an `Origin` in cors mode only; other methods do in no-cors mode, too. */
function modeFromOrigin(chain: Entry[]): Exchange['mode'] {
  if (!['GET', 'HEAD', 'POST'].includes(chain[0]?.method ?? '')) return 'cors';
  const bare = chain.filter(({ method }) => method === 'GET' || method === 'HEAD');
  if (bare.some(({ headers }) => get(headers, 'origin') !== null)) return 'cors';
  // Provisional headers never bear an Origin, and same-origin hops bear none in any mode.
  const page = get(chain[0]?.headers ?? [], 'referer') || chain[0]?.page;
  const origin = page ? originOf(page) : null;
  const sent = bare.find(
    ({ headers, url }) => isComplete(headers) && origin !== null && !isSameOrigin(origin, url),
  );
  return sent ? 'no-cors' : 'unknown';
}

/** True when the headers are those that went out: only the network stack adds the host. */
export function isComplete(headers: HeaderList): boolean {
  return get(headers, 'host') !== null || get(headers, ':authority') !== null;
}

export function findDestination(chain: Entry[]): string {
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
