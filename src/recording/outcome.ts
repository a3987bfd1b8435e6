import { isRedirectStatus, redirectLocation } from '../cors/redirect.ts';
import type { Timing } from './dialects/firefox.ts';
import type { Entry } from './entry.ts';
import type { Recording } from './file.ts';
import { passes } from './joining.ts';
import type { Exchange } from './types.ts';

/** Two fetches whose timings may be taken for each other start within so many milliseconds. */
const together = 10_000;

/**
 * What Resource Timing says of the fetch; null where it speaks of another. Firefox lists no request behind a preflight
 * that failed: a status that the page could read is then of another call of the URL at the same time.
 */
export function timingOf(
  [first, ...more]: readonly [Entry, ...Entry[]],
  preflight: Entry | undefined,
  sameUrl: readonly Entry[],
): Timing | null | undefined {
  const timing = first.firefox?.timing ?? preflight?.firefox?.timing;
  const read = timing?.responseStatus ?? 0;
  if (read === 0 || !preflight || first.response !== null || more.length > 0) return timing;
  const taken = sameUrl.some(
    ({ response, startedAt }) =>
      response?.status === read && Math.abs(startedAt - first.startedAt) < together,
  );
  return taken || !passes(preflight, 'omit') ? null : timing;
}

/**
 * How a fetch ended by Resource Timing: its status is 0 when the response was kept from the page. The status
 * of another hop than the last says only that CORS let that one pass: of a `keepalive` fetch Firefox tells
 * the first hop's, whatever became of it later.
 */
export function timedOutcome(
  { response, error }: Entry,
  { responseStatus: status }: Timing,
  mode: string,
): Exchange['reported'] {
  if (status === 0) return error !== null || mode === 'cors' ? 'failed' : 'unknown';
  // A response made by a service worker has no entry of its own in the list.
  if (error !== null) return error.kind === 'service-worker' ? 'succeeded' : 'failed';
  // The entry of a request that succeeded may be lost, and its preflight's stands for it.
  if (response === null) return isRedirectStatus(status) ? 'unknown' : 'succeeded';
  // A 304 stands for the stored response, whose status the page gets.
  const same = response.status === status || response.status === 304;
  return same && redirectLocation(response) === null ? 'succeeded' : 'unknown';
}

/** What the browser says became of a request, by how its recording states failures. */
export function reportedOutcome(
  last: Entry,
  preflight: Entry | undefined,
  { source, statesFailures, dialect }: Recording,
): Exchange['reported'] {
  // Aborted after a response: nobody read the body. The check had passed. On a redirect it is the
  // page's own refusal: mixed content, its policy, or a mode that stays at home.
  if (last.error?.kind === 'aborted' && last.response && redirectLocation(last.response) === null)
    return 'succeeded';
  if (last.error !== null) return 'failed';
  // No check is made of what a service worker returns.
  if (last.byWorker && last.response !== null) return 'succeeded';
  // A preflight that was refused has no error of its own, and its request one before long.
  const ended = last.response !== null || last.index < 0 || (preflight?.error ?? null) !== null;
  const states = source === 'chromium' && statesFailures;
  if (!ended && source !== 'firefox' && (states || last.duration === 0)) return 'pending';
  // The request that followed a redirect is missing where it failed.
  const led = last.response !== null && redirectLocation(last.response) !== null;
  if (led && dialect.leavesOut?.includes('failures')) return 'unknown';
  return states ? (last.response ? 'succeeded' : 'failed') : 'unknown';
}
