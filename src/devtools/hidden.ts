import { withoutFragment } from '../cors/origin.ts';
import type { Fact } from '../messages.ts';
import { groupBy } from '../recording/groups.ts';
import { record, startedAt, statusOf, urlOf } from './entry.ts';

/** How long a fact waits for its entry, in milliseconds; the page may be slow, DevTools is not. */
const patience = 5_000;
/** An entry and the fact of its request begin within so many milliseconds of each other. */
const skew = 60;
/** Facts kept at most. */
const most = 5_000;

/** An entry without a response, and the same with the one that `webRequest` saw. */
export interface Revealed {
  readonly entry: object;
  readonly by: object;
}

/** What `webRequest` saw, until the entries that DevTools shows without a response have it. */
export class Hidden {
  #facts: Fact[] = [];

  /** Facts of requests that just ended; `now` in milliseconds since the epoch. */
  add(facts: readonly Fact[], now: number): void {
    const recent = this.#facts.filter(
      ({ startedAt: began, duration }) => began + duration > now - patience,
    );
    this.#facts = [...recent, ...facts].slice(-most);
  }

  get waiting(): boolean {
    return this.#facts.length > 0;
  }

  /**
   * The entries that have a response now, and the preflights that DevTools showed nobody. A request is known by
   * its method, its URL and its place among those: where the numbers differ, or two that ended differently began at
   * once, nothing is said.
   */
  take(entries: readonly unknown[]): { revealed: Revealed[]; preflights: object[] } {
    const revealed: Revealed[] = [];
    const preflights: object[] = [];
    const first = Math.min(...this.#facts.map((fact) => fact.startedAt)) - skew;
    const recent = entries.filter((entry): entry is object => startedAt(entry) >= first);
    const asked = new Set(recent.filter((entry) => statusOf(entry) === null).map(urlOf));
    const left = groupBy(this.#facts, (fact) => keyOf(fact.method, fact.url));
    for (const [key, same] of groupBy(recent, keyOfEntry)) {
      const facts = left.get(key);
      const pairs = facts && joined(same, facts);
      if (!pairs) continue;
      const taken = new Set<Fact>();
      for (const [entry, fact] of pairs) {
        const preflight = this.#preflightOf(fact, asked);
        if (preflight) {
          preflights.push(entryOf(preflight));
          taken.add(preflight);
        }
        taken.add(fact);
        if (fact.status > 0) revealed.push({ entry, by: withResponse(entry, fact) });
      }
      this.#facts = this.#facts.filter((fact) => !taken.has(fact));
    }
    return { revealed, preflights };
  }

  /** The preflight of a request, unless DevTools shows one of that URL. */
  #preflightOf({ url, method, startedAt: began, duration }: Fact, asked: Set<string>): Fact | null {
    const address = withoutFragment(url);
    if (asked.has(address)) return null;
    const all = this.#facts.filter(
      (fact) =>
        fact.method === 'OPTIONS' &&
        withoutFragment(fact.url) === address &&
        fact.startedAt >= began - skew &&
        fact.startedAt <= began + duration + skew &&
        fact.sent.some(
          ([name, value]) =>
            name.toLowerCase() === 'access-control-request-method' && value === method,
        ),
    );
    return all.length === 1 ? (all[0] as Fact) : null;
  }
}

/** Each entry without a response with the fact of its request; null where that is not certain. */
function joined(entries: readonly object[], facts: readonly Fact[]): [object, Fact][] | null {
  const blank = entries.filter((entry) => statusOf(entry) === 0);
  if (blank.length === 0) return null;
  const rest = [...facts];
  for (const entry of entries) {
    const status = statusOf(entry);
    // A response from memory is no event of `webRequest`.
    const place = rest.findIndex(
      (fact) => fact.status === status && Math.abs(fact.startedAt - startedAt(entry)) <= skew,
    );
    if (status !== 0 && place >= 0) rest.splice(place, 1);
  }
  if (rest.length !== blank.length) return null;
  rest.sort((a, b) => a.startedAt - b.startedAt);
  const pairs = [...blank]
    .sort((a, b) => startedAt(a) - startedAt(b))
    .map((entry, index): [object, Fact] => [entry, rest[index] as Fact]);
  const sure = pairs.every(([entry, fact]) =>
    rest.every(
      (other) =>
        (other === fact) === Math.abs(other.startedAt - startedAt(entry)) <= skew ||
        (other !== fact && outcomeOf(other) === outcomeOf(fact)),
    ),
  );
  return sure ? pairs : null;
}

function outcomeOf({ status, received, error }: Fact): string {
  return JSON.stringify([status, received.filter(([name]) => !/^date$/i.test(name)), error]);
}

function keyOf(method: string, url: string): string {
  return `${method} ${withoutFragment(url)}`;
}

function keyOfEntry(entry: object): string {
  return keyOf(String(record(record(entry)?.request)?.method), urlOf(entry));
}

const named = (lines: Fact['sent']) => lines.map(([name, value]) => ({ name, value }));

/** The entry with the response; what DevTools says of the failure stays. */
function withResponse(entry: object, fact: Fact): object {
  const { request, response } = entry as Record<'request' | 'response', Record<string, unknown>>;
  return {
    ...entry,
    _webRequest: true,
    request: { ...request, ...(fact.sent.length > 0 ? { headers: named(fact.sent) } : {}) },
    response: { ...response, status: fact.status, headers: named(fact.received) },
  };
}

/** A request that DevTools does not show as an entry, as Chromium would write it. */
function entryOf({ method, url, startedAt: began, duration, ...fact }: Fact): object {
  const sizes = { headersSize: -1, bodySize: -1, httpVersion: '', cookies: [] };
  return {
    startedDateTime: new Date(began).toISOString(),
    time: duration,
    _resourceType: 'preflight',
    _webRequest: true,
    request: { method, url, headers: named(fact.sent), queryString: [], ...sizes },
    response: {
      status: fact.status,
      statusText: '',
      headers: named(fact.received),
      content: { size: 0, mimeType: '' },
      redirectURL: '',
      ...(fact.status === 0 ? { _error: fact.error } : {}),
      ...sizes,
    },
    cache: {},
    timings: { send: 0, wait: duration, receive: 0 },
  };
}
