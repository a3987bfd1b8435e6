import { isRedirectStatus } from '../cors/redirect.ts';
import type { Timing } from './dialects/firefox.ts';

/** One entry of the page's Resource Timing. */
export interface ResourceTiming extends Timing {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  /** The same since its document began: unlike `startTime` always the same number. */
  readonly offset: number;
  readonly duration: number;
}

/** What is needed of a recorded request to find its timing. */
export interface Started {
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The status of the response, 0 where there was none; null for a preflight, whose request has another. */
  readonly status: number | null;
  /** True when no server was asked. */
  readonly stored: boolean;
}

/** A recording may seem to start this much too early or too late, in milliseconds: two clocks round. */
const rounding = 4;

/**
 * A recording starts before its fetch ends. Firefox lets a fetch that its preflight refused end as it began;
 * on a busy machine its recording starts up to this much later, in milliseconds.
 */
const late = 400;

/** What comes from a cache is recorded when it has come, this much later, in milliseconds. */
const afterwards = 100;

/** Timings are remembered as given for this long, in milliseconds. */
const memory = 60_000;

/** Finds the timings of recorded requests. A timing is of one request, and of its preflight. */
export class Timings {
  readonly #given = { requests: new Map<string, number>(), preflights: new Map<string, number>() };

  /**
   * The timing of a request among those of its URL: of the fetch that was under way when it began. Null when
   * there is none, "mixed" when several may be its own and ended differently: better none than another's.
   */
  take(request: Started, timings: readonly ResourceTiming[]): Timing | 'mixed' | null {
    const { requests, preflights } = this.#given;
    const given = request.status === null ? preflights : requests;
    for (const [key, at] of given) {
      if (at > request.startedAt - memory) break;
      given.delete(key);
    }
    const [first, ...others] = timings
      .filter((timing) => mayBe(timing, request) && !given.has(keyOf(timing)))
      .sort((a, b) => a.startTime - b.startTime);
    if (!first) return null;
    const { responseStatus, initiatorType } = first;
    if (others.some((other) => other.responseStatus !== responseStatus)) return 'mixed';
    given.set(keyOf(first), request.startedAt);
    return { responseStatus, initiatorType };
  }
}

function mayBe(timing: ResourceTiming, { startedAt, status, stored }: Started): boolean {
  const { startTime, duration, responseStatus } = timing;
  const lag = startedAt - startTime;
  const most = (duration > 0 ? duration : late) + (stored ? afterwards : rounding);
  if (lag < -rounding || lag > most) return false;
  // What was kept from the page, redirected, revalidated, or returned by a service worker has another.
  if (responseStatus === 0 || !status || status === 304 || isRedirectStatus(status)) return true;
  return responseStatus === status;
}

function keyOf({ name, offset }: ResourceTiming): string {
  return `${offset} ${name}`;
}
