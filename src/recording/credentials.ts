import { get, type HeaderList } from '../cors/headers.ts';
import { follow, startState } from '../cors/redirect.ts';
import type { Credentials, Exchange } from './types.ts';

/**
 * The credentials mode where something proves it; nothing records it. Not looked at: how the
 * exchange ended, which the verdict does. `inDocument`: a page or frame made the request, no worker.
 */
export function credentialsOf(exchange: Exchange, inDocument = false): Credentials {
  // Beacons are always sent with credentials, CSS fonts never across origins.
  // https://w3c.github.io/beacon/#sendbeacon-method, https://drafts.csswg.org/css-fonts/#font-fetching-requirements
  if (exchange.client === 'ping') return 'include';
  let state = startState(exchange.origin, exchange.hops[0].url);
  let omitted = false;
  for (const [index, leg] of exchange.hops.entries()) {
    const previous = exchange.hops[index - 1];
    if (previous) state = follow(state, previous.url, leg.url);
    if (!state.corsFlag) continue;
    if (get(leg.headers, 'cookie') !== null) return 'include';
    // Sent on cross-site requests exactly when the credentials mode is "include", by Firefox on their
    // preflights, too, but not by its workers.
    const sent = [leg.headers, leg.preflight?.headers ?? []];
    if (sent.some((headers) => get(headers, 'sec-fetch-storage-access') !== null)) return 'include';
    // Firefox leaves it out of `keepalive` fetches, and after a redirect that took the origin away.
    const complete =
      exchange.source === 'chromium'
        ? leg.response !== null
        : inDocument && exchange.client !== 'fetch' && !state.tainted;
    if (complete && sent.some(wouldSayStorageAccess)) omitted = true;
  }
  return omitted || exchange.destination === 'font' ? 'omit' : 'unknown';
}

/** `Sec-Fetch-Storage-Access` came with Chromium 133 and Firefox 147. */
function wouldSayStorageAccess(headers: HeaderList): boolean {
  if (get(headers, 'sec-fetch-site') !== 'cross-site') return false;
  const [, engine, version] =
    /\b(Chrome|Firefox)\/(\d+)/.exec(get(headers, 'user-agent') ?? '') ?? [];
  return Number(version) >= (engine === 'Firefox' ? 147 : 133);
}
