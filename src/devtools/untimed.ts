import { withoutFragment } from '../cors/origin.ts';
import { isStored } from '../recording/dialects/firefox.ts';
import { groupBy } from '../recording/groups.ts';
import { type ResourceTiming, Timings } from '../recording/timing.ts';
import { isPreflight, startedAt, statusOf, urlOf } from './entry.ts';

/** Waiting for a request's Resource Timing ends after so many milliseconds; for a preflight's later. */
const timeout = 2_000;
const preflightTimeout = 5_000;
/** A page that does not reply, as one that is busy or stopped by a breakpoint, is asked again for so long. */
const patience = 20_000;

/** What Resource Timing says of a request: its timing, that it has none, or that nothing tells which it is. */
type Found = ReturnType<Timings['take']>;

interface Waiting {
  readonly entry: object;
  readonly until: number;
  readonly request: Parameters<Timings['take']>[0];
}

/** Entries whose Resource Timing is still looked for. Times are milliseconds since the epoch. */
export class Untimed {
  /** Until when. */
  readonly #until = new Map<object, number>();
  readonly #timings = new Timings();

  get size(): number {
    return this.#until.size;
  }

  /** Waits for the timing of an entry from now on. */
  add(entry: object, now: number): void {
    this.#until.set(entry, now + (isPreflight(entry) ? preflightTimeout : timeout));
  }

  /** Those that wait now, in the order of the requests. */
  waiting(): Waiting[] {
    return [...this.#until]
      .map(([entry, until]) => ({ entry, until, request: requestOf(entry) }))
      .sort((a, b) => a.request.startedAt - b.request.startedAt);
  }

  /** Stops waiting where the page has not replied for long: nothing is known of these, as in an exported file. */
  giveUp(now: number): void {
    for (const [entry, until] of this.#until) {
      if (now > until + patience) this.#until.delete(entry);
    }
  }

  /** Those of `waiting` that wait no longer, each with what the page said of it when it was `asked`. */
  match(
    waiting: readonly Waiting[],
    timings: readonly ResourceTiming[],
    asked: number,
  ): { entry: object; timing: Found }[] {
    const byUrl = groupBy(timings, ({ name }) => withoutFragment(name));
    const found: { entry: object; timing: Found }[] = [];
    for (const { entry, until, request } of waiting) {
      // Two replies may be under way: the other one had it, and a second timing would be another request's.
      if (!this.#until.has(entry)) continue;
      const timing = this.#timings.take(request, byUrl.get(request.url) ?? []);
      if ((timing === null || timing === 'mixed') && asked < until) continue;
      this.#until.delete(entry);
      found.push({ entry, timing });
    }
    return found;
  }
}

function requestOf(entry: object): Waiting['request'] {
  return {
    url: urlOf(entry),
    startedAt: startedAt(entry),
    status: statusOf(entry),
    stored: isStored(entry as Record<string, unknown>),
  };
}
