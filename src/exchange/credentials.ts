import { get } from '../cors/headers.ts';
import { follow, startState } from '../cors/redirect.ts';
import type { Credentials, Exchange } from './types.ts';

/**
 * The credentials mode where something proves it; nothing records it. Not looked at: how the
 * exchange ended, which the verdict does.
 */
export function credentialsOf(exchange: Exchange): Credentials {
  // Beacons are always sent with credentials, CSS fonts never across origins.
  // https://w3c.github.io/beacon/#sendbeacon-method, https://drafts.csswg.org/css-fonts/#font-fetching-requirements
  if (exchange.client === 'ping') return 'include';
  if (exchange.destination === 'font') return 'omit';
  let state = startState(exchange.origin, exchange.hops[0].url);
  let omitted = false;
  for (const [index, leg] of exchange.hops.entries()) {
    const previous = exchange.hops[index - 1];
    if (previous) state = follow(state, previous.url, leg.url);
    if (!state.corsFlag) continue;
    if (get(leg.headers, 'cookie') !== null) return 'include';
    // Chromium sends it on cross-site requests exactly when the credentials mode is "include".
    if (get(leg.headers, 'sec-fetch-storage-access') !== null) return 'include';
    if (
      exchange.source === 'chromium' &&
      leg.response !== null &&
      get(leg.headers, 'sec-fetch-site') === 'cross-site' &&
      sendsStorageAccess(get(leg.headers, 'user-agent'))
    ) {
      omitted = true;
    }
  }
  return omitted ? 'omit' : 'unknown';
}

/** `Sec-Fetch-Storage-Access` came with Chromium 133. */
function sendsStorageAccess(userAgent: string | null): boolean {
  const version = /Chrome\/(\d+)/.exec(userAgent ?? '')?.[1];
  return Number(version) >= 133;
}
