import type { ResourceTiming } from '../recording/timing.ts';

/** Timings taken from one page at most: those of a page that makes more are not looked for. */
const most = 20_000;

/** Characters taken from one page at most. */
const mostText = 8_000_000;
/** Times beyond these are none: milliseconds since the epoch, and of one page. */
const latest = 1e14;
const longest = 1e12;

/**
 * An expression that gives when the inspected page began to load, in milliseconds since the epoch, as a number; null
 * when it says nothing like it. Like the next one, it trusts nothing that a page can replace: operators, no functions,
 * on what it gives.
 */
export const timeOriginExpression = `(() => {
  try {
    const time = performance.timeOrigin;
    return typeof time === 'number' && time > 0 && time < ${latest} ? time : null;
  } catch {
    return null;
  }
})()`;

/**
 * An expression that gives the Resource Timing of the inspected page, and of the frames it may look into,
 * for everything that began at `since` (milliseconds since the epoch) or later, newest first, as lines of numbers, the
 * initiator's type and the URL. It changes nothing in the page but the size of a buffer, and that only when it is about
 * to overflow: the page would then lose entries that it and we want.
 */
export function timingsExpression(since: number): string {
  return `(() => {
    let text = '';
    let left = ${most};
    let frames = 0;
    const isTime = (value, limit) => typeof value === 'number' && value >= 0 && value < limit;
    const isText = (value, limit) => typeof value === 'string' && value.length < limit;
    const read = (view) => {
      try {
        const { performance } = view;
        const timings = performance.getEntriesByType('resource');
        // Not timeOrigin: its clock stands still while the machine sleeps.
        let origin = Date.now() - performance.now();
        // A process that is interrupted in between gets one that is too early.
        for (let i = 0; i < 3; i++) {
          const again = Date.now() - performance.now();
          if (again > origin) origin = again;
        }
        const count = timings.length;
        if (count > 150) performance.setResourceTimingBufferSize(${most});
        for (let i = count - 1; i >= 0 && left > 0 && text.length < ${mostText}; i--) {
          left--;
          const { name, startTime, duration, responseStatus, initiatorType } = timings[i];
          if (!isTime(startTime, ${longest}) || !isTime(duration, ${longest})) continue;
          if (!isTime(responseStatus, 1000) || !isText(initiatorType, 30)) continue;
          const start = origin + startTime;
          if (!isTime(start, ${latest}) || start < ${since} || !isText(name, 100000)) continue;
          text += start + ' ' + startTime + ' ' + duration + ' ' + responseStatus + ' ' + initiatorType + ' ' + name + '\\n';
        }
        const views = view.length;
        for (let i = 0; i < views && frames < 100; i++) {
          frames++;
          read(view[i]);
        }
      } catch {}
    };
    read(window);
    return text;
  })()`;
}

/**
 * Reads what the expression gave; null where the page did not reply. It may have tampered with it: what does not fit is
 * left out.
 */
export function readTimings(value: unknown): ResourceTiming[] | null {
  if (typeof value !== 'string') return null;
  return value.split('\n').flatMap((line) => {
    const [start, offset, duration, status, initiatorType, name, ...more] = line.split(' ');
    const [startTime, since, took, responseStatus] = [start, offset, duration, status].map(Number);
    return name !== undefined &&
      more.length === 0 &&
      initiatorType !== undefined &&
      isTime(startTime) &&
      isTime(since) &&
      isTime(took) &&
      Number.isInteger(responseStatus) &&
      isTime(responseStatus) &&
      responseStatus <= 999
      ? [{ name, startTime, offset: since, duration: took, responseStatus, initiatorType }]
      : [];
  });
}

function isTime(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value < latest;
}
