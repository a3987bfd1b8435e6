import { get } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { type Failed, isUnanswered, originSent, preflightPassed } from './failed.ts';
import { cacheHit, variesByOrigin } from './signs.ts';
import type { Answer } from './types.ts';

/**
 * True when the answer's Access-Control-Allow-Origin is most likely another origin's: a cache says it
 * served a stored answer, and nothing told it to keep one for each origin.
 */
export function cachedForOthers(failed: Failed): boolean {
  const answer = failed.hop.response;
  if (!answer || failed.verdict.step.kind !== 'response' || answer.status >= 400) return false;
  if (isStoredForOthers(failed)) return true;
  if (failed.error === null || variesByOrigin(answer) || cacheHit(answer) === null) return false;
  switch (failed.error) {
    case 'AllowOriginMismatch': {
      const value = URL.parse(get(answer.headers, 'access-control-allow-origin') ?? '');
      // A slash, a path or a pattern is a setting somebody wrote, not an origin somebody had.
      return (
        value !== null &&
        value.host !== '' &&
        !value.host.includes('*') &&
        originOf(value.href) === get(answer.headers, 'access-control-allow-origin') &&
        originSent(failed) !== 'null'
      );
    }
    case 'MissingAllowOriginHeader':
      return (
        preflightPassed(failed) ||
        failed.surroundings.sameUrl.some(
          ({ response }) =>
            response !== null && get(response.headers, 'access-control-allow-origin') !== null,
        )
      );
    default:
      return false;
  }
}

/** True when the check looked at a stored answer's headers, the 304 having none, which may be another origin's. */
export function isStoredForOthers({ error, verdict, hop }: Failed): boolean {
  return (
    (error === 'MissingAllowOriginHeader' || error === 'AllowOriginMismatch') &&
    verdict.step.kind === 'response' &&
    hop.response?.confirms !== undefined &&
    get(hop.response.headers, 'access-control-allow-origin') === null &&
    !variesByOrigin(hop.response)
  );
}

/**
 * The stored answer that Chromium most likely took for a request that failed without one: the same
 * URL loaded before without CORS, and an answer that neither allows an origin nor varies by it.
 */
export function cachedWithoutCors(failed: Failed): Answer | null {
  const { hop } = failed;
  if (!isUnanswered(failed) || hop.error !== 'net::ERR_FAILED' || hop.method !== 'GET') return null;
  const stored = failed.surroundings.sameUrl.findLast(
    (load) => load.method === 'GET' && load.startedAt < hop.startedAt && load.response !== null,
  );
  const answer = stored?.response;
  if (!stored || !answer || answer.status !== 200) return null;
  if (get(stored.headers, 'origin') !== null || variesByOrigin(answer)) return null;
  if (get(answer.headers, 'access-control-allow-origin') !== null) return null;
  return /no-store|no-cache|max-age=0/i.test(get(answer.headers, 'cache-control') ?? '')
    ? null
    : answer;
}
