import { get, type HeaderList, members } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import type { Entry } from './entry.ts';
import { addTo } from './groups.ts';
import { isComplete } from './kind.ts';
import type { Leg, Response } from './types.ts';

const conditions = [
  ['if-none-match', 'etag'],
  ['if-modified-since', 'last-modified'],
] as const;

/**
 * The response with the headers of the stored one that it confirms, found among other entries of the same
 * URL. https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4
 * A condition of the page's own needs a preflight, and its 304 is handed on as it came.
 */
export function withStored(
  { response, headers, startedAt }: Entry,
  preflight: Entry | undefined,
  sameUrl: readonly Entry[],
): Response | null {
  if (response?.status !== 304) return response;
  const own = preflight ? requestedHeaders(preflight.headers) : [];
  const [condition] = conditions.filter(
    ([name]) => get(headers, name) !== null && !own.includes(name),
  );
  if (!condition) return response;
  const [requestHeader, responseHeader] = condition;
  const origin = get(headers, 'origin');
  const same =
    indexOf(sameUrl).confirmable.get(`${responseHeader}: ${get(headers, requestHeader)}`) ?? [];
  const confirmed = lastBefore(same, startedAt);
  return {
    ...response,
    confirms: confirmed?.response ? unchanged(confirmed.response, response) : null,
    ...(origin !== null && confirmed && get(confirmed.headers, 'origin') === origin
      ? { confirmsOwn: true }
      : {}),
  };
}

/**
 * The stored response that Chromium most likely took for a GET that failed without any: the answer to the last GET of
 * the same URL, if a cache may use it again for this page. `fetch` has a mode that takes it however old it is
 * (`force-cache`); a request that asked whether it is still right would show the response.
 */
export function takenFromCache(
  { method, error, response, startedAt, page, resourceType }: Entry,
  preflight: Entry | undefined,
  sameUrl: readonly Entry[],
): Pick<Leg, 'fromCache'> {
  if (method !== 'GET' || error?.kind !== 'failed' || response !== null) return {};
  const load = lastBefore(indexOf(sameUrl).loads, startedAt);
  const stored = load?.response;
  if (!load || !stored || load.simulated) return {};
  const vary = members(stored.headers, 'vary').map((name) => name.toLowerCase());
  const cors = get(load.headers, 'origin') !== null;
  if (vary.includes('*') || (vary.includes('origin') && !(cors && load.page === page))) return {};
  if (isFresh(stored, startedAt - load.startedAt)) return { fromCache: { response: stored, cors } };
  const forced = resourceType === 'fetch' && !preflight && isStorable(stored);
  return forced ? { fromCache: { response: stored, cors, forced } } : {};
}

function isStorable({ headers }: Response): boolean {
  return !/no-store/i.test(get(headers, 'cache-control') ?? '');
}

/** True when Chromium's cache uses a response of this age, in milliseconds, without asking. net/http/http_response_headers.cc */
function isFresh({ status, headers }: Response, age: number): boolean {
  const control = get(headers, 'cache-control') ?? '';
  if (/no-store|no-cache/i.test(control)) return false;
  const [, seconds] = /max-age="?(\d+)/i.exec(control) ?? [];
  if (seconds !== undefined) return Number(seconds) * 1000 > age;
  const expires = get(headers, 'expires');
  if (expires !== null) return Date.parse(expires) - Date.parse(get(headers, 'date') ?? '') > age;
  if ([300, 301, 308, 410].includes(status)) return true;
  // For a tenth of the time since it was changed.
  return (
    status === 200 && get(headers, 'last-modified') !== null && !/must-revalidate/i.test(control)
  );
}

/** The entries of one URL as they are looked up here, each list in the order of time. */
interface Index {
  /** GETs with a response. */
  readonly loads: Entry[];
  /** Those that returned 200, by a validator of the response and its value. */
  readonly confirmable: Map<string, Entry[]>;
}

/** Made once a list: looking through it for every entry would be quadratic. */
const indexes = new WeakMap<readonly Entry[], Index>();

/** `sameUrl` must be in the order of time, and stay as it is. */
function indexOf(sameUrl: readonly Entry[]): Index {
  const known = indexes.get(sameUrl);
  if (known) return known;
  const index: Index = { loads: [], confirmable: new Map() };
  for (const entry of sameUrl) {
    const { response, method } = entry;
    if (response === null) continue;
    // What a cache responded bears no host, and was stored earlier.
    if (method === 'GET' && (isComplete(entry.headers) || index.loads.length === 0)) {
      index.loads.push(entry);
    }
    if (response.status !== 200) continue;
    for (const [, responseHeader] of conditions) {
      const value = get(response.headers, responseHeader);
      if (value === null) continue;
      addTo(index.confirmable, `${responseHeader}: ${value}`, entry);
    }
  }
  indexes.set(sameUrl, index);
  return index;
}

function lastBefore(entries: readonly Entry[], time: number): Entry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).startedAt < time) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

/** The headers a check looks at: those of the response, and of the stored one it confirms. */
export function checkedHeaders({ headers, confirms }: Response): HeaderList {
  return confirms ? [...headers, ...confirms] : headers;
}

function unchanged(stored: Response, { headers }: Response): HeaderList {
  return stored.headers.filter(([name]) => get(headers, name) === null);
}
