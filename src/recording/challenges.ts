import { get } from '../cors/headers.ts';
import type { Entry } from './entry.ts';
import { addTo } from './groups.ts';

/** A browser follows a challenge at once, and a user types a password within so many milliseconds. */
const patience = 10_000;
/** NTLM and Negotiate need two rounds, and several requests of one URL may be under way. */
const rounds = 8;

/**
 * The requests whose response asked the browser itself to authenticate, which it did in a request of its own: the
 * page gets the response to that one. Proxies record both. `requests` are in the order of time; a page that sets the
 * header itself has a preflight. https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function challengedOf(
  requests: readonly Entry[],
  preflightOf: ReadonlyMap<Entry, Entry>,
): Set<Entry> {
  const challenged = new Set<Entry>();
  const later = new Map<string, Entry[]>();
  for (const entry of requests.toReversed()) {
    const { response, headers, startedAt, method, url } = entry;
    const key = `${method} ${url}`;
    const who = response?.status === 407 ? 'proxy-' : response?.status === 401 ? '' : null;
    if (who !== null && get(response?.headers ?? [], `${who || 'www-'}authenticate`) !== null) {
      const name = `${who}authorization`;
      const followed = (later.get(key) ?? []).slice(-rounds).some((other) => {
        const credentials = get(other.headers, name) ?? '';
        return (
          /^(basic|digest|negotiate|ntlm)\b/i.test(credentials) &&
          credentials !== get(headers, name) &&
          other.startedAt - startedAt < patience
        );
      });
      if (followed) challenged.add(entry);
    }
    if (!preflightOf.has(entry)) addTo(later, key, entry);
  }
  return challenged;
}
