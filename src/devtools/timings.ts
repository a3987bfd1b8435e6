import type { ResourceTiming } from '../recording/timing.ts';

/** Timings taken from one page at most: those of a page that makes more are not looked for. */
const most = 20_000;

/**
 * An expression that gives the Resource Timing of the inspected page, and of the frames it may look into,
 * for everything that began at `since` (milliseconds since the epoch) or later, as JSON text. It changes
 * nothing in the page but the size of a buffer, and that only when it is about to overflow: the page
 * would then lose entries that it and we want.
 */
export function timingsExpression(since: number): string {
  return `(() => {
    const found = [];
    let frames = 0;
    const read = (view) => {
      try {
        const { performance } = view;
        const timings = performance.getEntriesByType('resource');
        // Not timeOrigin: its clock stands still while the machine sleeps.
        const origin = Date.now() - performance.now();
        if (timings.length > 150) performance.setResourceTimingBufferSize(${most});
        for (const { name, startTime, duration, responseStatus, initiatorType } of timings) {
          const start = origin + startTime;
          if (start < ${since}) continue;
          found.push([name, start, startTime, duration, responseStatus, initiatorType]);
        }
        for (let i = 0; i < view.length && frames < 100; i++) {
          frames++;
          read(view[i]);
        }
      } catch {}
    };
    read(window);
    return JSON.stringify(found.slice(-${most}));
  })()`;
}

/** Reads what the expression gave. The page may have tampered with it: what does not fit is left out. */
export function readTimings(value: unknown): ResourceTiming[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(value));
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((item: unknown) => {
    if (!Array.isArray(item)) return [];
    const [name, startTime, offset, duration, responseStatus, initiatorType] = item;
    return typeof name === 'string' &&
      typeof startTime === 'number' &&
      typeof offset === 'number' &&
      typeof duration === 'number' &&
      Number.isInteger(responseStatus) &&
      responseStatus >= 0 &&
      responseStatus <= 999 &&
      typeof initiatorType === 'string'
      ? [
          {
            name,
            startTime,
            offset,
            duration,
            responseStatus,
            initiatorType: initiatorType.slice(0, 30),
          },
        ]
      : [];
  });
}
