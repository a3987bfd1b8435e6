import type { Timing } from './firefox.ts';

/** One entry of the page's Resource Timing, `startTime` in milliseconds since the epoch. */
export interface ResourceTiming extends Timing {
  readonly name: string;
  readonly startTime: number;
  readonly duration: number;
}

/** What is needed of a recorded request to find its timing. */
export interface Started {
  readonly startedAt: number;
}

/** A recording starts this much before and after the fetch began, in milliseconds: they share no clock. */
const before = 20;
const after = 250;

/** Two timings so close in milliseconds may be either's. */
const twin = 40;

/**
 * The Resource Timing of a recorded request, found by time among those of its URL. Null when there is
 * none, or when two fetches at the same time ended differently: better none than the other's.
 */
export function timingOf(request: Started, timings: readonly ResourceTiming[]): Timing | null {
  const near = timings
    .filter(({ startTime }) => {
      const late = request.startedAt - startTime;
      return late >= -before && late <= after;
    })
    .sort((a, b) => distance(request, a) - distance(request, b));
  const [best, ...others] = near;
  if (!best) return null;
  const differs = others.some(
    (other) =>
      Math.abs(other.startTime - best.startTime) < twin &&
      other.responseStatus !== best.responseStatus,
  );
  return differs
    ? null
    : { responseStatus: best.responseStatus, initiatorType: best.initiatorType };
}

function distance({ startedAt }: Started, { startTime }: ResourceTiming): number {
  return Math.abs(startedAt - startTime);
}
