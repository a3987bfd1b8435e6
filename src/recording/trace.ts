import { withoutFragment } from '../cors/origin.ts';
import { isObject, type Json } from './json.ts';
import { type Frame, readStackText } from './stack.ts';
import { known, oneOf, readDirective } from './traced.ts';
import type { Credentials, Traced } from './types.ts';

/** What the tracer is told of its bounds; the reader expects no more. Sizes in characters. */
export const limits = {
  calls: 5_000,
  /** What was noted and not read yet. */
  unread: 2_000_000,
  /** Of one answer, unless its first line alone is longer. */
  chunk: 200_000,
  url: 2_048,
  message: 1_000,
  stack: 4_096,
  frames: 12,
} as const;

/** Longest answer of the page that is parsed, in characters. */
const longest = 256_000;
/** Milliseconds since the epoch that are none. */
const latest = 1e14;

/** One call of the page. Times are milliseconds since the epoch. */
export interface TracedCall {
  readonly id: number;
  readonly api: 'fetch' | 'xhr' | 'eventsource';
  /** Absolute, without fragment; null where only the page's own code could tell. */
  readonly url: string | null;
  readonly method: string | null;
  readonly credentials: Credentials;
  readonly mode: Traced['mode'];
  readonly redirect: Traced['redirect'];
  readonly cache: string | null;
  readonly at: number;
  /** The innermost first, without the tracer's own. */
  readonly frames: readonly Frame[];
  end: TracedEnd | null;
}

/** How a call ended for the page. */
export interface TracedEnd {
  readonly at: number;
  readonly outcome: Exclude<Traced['outcome'], null>;
  /** The response's status; null: none, or one that the page could not read. */
  readonly status: number | null;
  /** "TypeError: Failed to fetch"; null: the page got no exception. */
  readonly exception: string | null;
}

/** An element that loads in `cors` mode. */
export interface TracedElement {
  readonly url: string;
  readonly credentials: 'include' | 'omit';
}

/** What a policy that is enforced blocked. */
export interface Violation {
  readonly url: string;
  readonly directive: string;
  readonly at: number;
}

/** What the page noted since its load began. */
export class Trace {
  readonly calls = new Map<number, TracedCall>();
  readonly elements: TracedElement[] = [];
  readonly violations: Violation[] = [];
  /** When the page began to load, in milliseconds since the epoch; null: it has not said yet. */
  origin: number | null = null;
  /** What the page had no room for. */
  dropped = 0;
  /** From where to read on. */
  next = 0;

  /**
   * Takes in what the reader gave. The page may have tampered with it: every record that is not as the tracer writes
   * it is left out. `more`: the page has more to read now; null: this is no answer of the tracer's.
   */
  take(answer: unknown): { changed: boolean; more: boolean } | null {
    const batch = parse(answer);
    if (batch === null) return null;
    const { next, left, origin, dropped, log } = batch;
    if (!isTime(origin) || !isCount(next) || !isCount(left) || !isCount(dropped)) return null;
    if (!Array.isArray(log) || next < this.next) return null;
    this.origin ??= origin;
    this.dropped = dropped;
    this.next = next;
    let changed = false;
    for (const record of log.slice(0, 3 * limits.calls)) {
      if (isObject(record) && this.#add(record)) changed = true;
    }
    return { changed, more: left > 0 };
  }

  /** What was noted altogether. */
  get size(): number {
    return this.calls.size + this.elements.length + this.violations.length;
  }

  #add(record: Json): boolean {
    if (record.kind === 'end') return this.#end(record);
    if (this.size >= limits.calls) return false;
    switch (record.kind) {
      case 'call': {
        const call = readCall(record);
        if (call === null || this.calls.has(call.id)) return false;
        this.calls.set(call.id, call);
        return true;
      }
      case 'element': {
        const { crossorigin } = record;
        const url = readUrl(record.url);
        if (url === null || !(crossorigin === null || typeof crossorigin === 'string'))
          return false;
        const included = crossorigin?.toLowerCase() === 'use-credentials';
        this.elements.push({ url, credentials: included ? 'include' : 'omit' });
        return true;
      }
      case 'csp': {
        const url = readUrl(record.url);
        const directive = readDirective(record.directive);
        if (url === null || directive === null || record.enforced !== true) return false;
        if (!isTime(record.time)) return false;
        this.violations.push({ url, directive, at: record.time });
        return true;
      }
      default:
        return false;
    }
  }

  #end(record: Json): boolean {
    const call = typeof record.id === 'number' ? this.calls.get(record.id) : undefined;
    const outcome = oneOf(known.outcomes, record.outcome);
    if (call === undefined || call.end !== null || outcome === null || !isTime(record.time)) {
      return false;
    }
    const { status } = record;
    const exception = [record.name, record.message]
      .filter((part): part is string => typeof part === 'string' && part !== '')
      .map((part) => part.slice(0, limits.message))
      .join(': ');
    call.end = {
      at: record.time,
      outcome,
      status: isCount(status) && status > 0 && status < 1_000 ? status : null,
      exception: exception === '' ? null : withoutUser(exception),
    };
    return true;
  }
}

function parse(answer: unknown): Json | null {
  if (typeof answer !== 'string' || answer.length > longest) return null;
  try {
    const batch: unknown = JSON.parse(answer);
    return isObject(batch) ? batch : null;
  } catch {
    return null;
  }
}

function readCall(record: Json): TracedCall | null {
  const api = oneOf(['fetch', 'xhr', 'eventsource'], record.api);
  const { id, time, stack, method } = record;
  if (api === null || !isCount(id) || id === 0 || !isTime(time)) return null;
  return {
    id,
    api,
    url: readUrl(record.url),
    method: typeof method === 'string' && method.length <= 40 ? method : null,
    credentials: readCredentials(record.credentials),
    mode: oneOf(known.modes, record.mode),
    redirect: oneOf(known.redirects, record.redirect),
    cache: oneOf(known.caches, record.cache),
    at: time,
    frames: typeof stack === 'string' ? readStackText(stack.slice(0, limits.stack)) : [],
    end: null,
  };
}

/** Across origins `same-origin` and `omit` are one. */
function readCredentials(value: unknown): Credentials {
  if (value === 'include') return 'include';
  return value === 'omit' || value === 'same-origin' ? 'omit' : 'unknown';
}

/** What was cut is no address any more. */
function readUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length >= limits.url) return null;
  return withoutFragment(withoutUser(value));
}

/** Recordings name no user, and browsers quote the URL that they reject with the password in it. */
function withoutUser(text: string): string {
  return text.replace(/(?<=:\/\/)[^/\s@]{1,400}@/g, '');
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < latest;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
