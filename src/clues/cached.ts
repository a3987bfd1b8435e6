import { get } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import type { Leg } from '../recording/types.ts';
import { type Failure, legOf, originSent, preflightPassed } from './failure.ts';
import { cacheHit, variesByOrigin } from './signs.ts';

/**
 * True when the response's Access-Control-Allow-Origin is most likely another origin's: a cache says it
 * served a stored response, and nothing told it to keep one for each origin.
 */
export function cachedForOthers(failure: Failure): boolean {
  const response = failure.hop.response;
  if (!response || failure.verdict.step.kind !== 'response' || response.status >= 400) return false;
  if (isStoredForOthers(failure)) return true;
  if (failure.error === null || variesByOrigin(response) || cacheHit(response) === null)
    return false;
  switch (failure.error) {
    case 'AllowOriginMismatch': {
      const value = URL.parse(get(response.headers, 'access-control-allow-origin') ?? '');
      // A slash, a path or a pattern is a config value somebody wrote, not an origin somebody had.
      return (
        value !== null &&
        value.host !== '' &&
        !value.host.includes('*') &&
        originOf(value.href) === get(response.headers, 'access-control-allow-origin') &&
        originSent(failure) !== 'null'
      );
    }
    case 'MissingAllowOriginHeader':
      return (
        preflightPassed(failure) ||
        failure.surroundings.sameUrl.some(
          ({ response }) =>
            response !== null && get(response.headers, 'access-control-allow-origin') !== null,
        )
      );
    default:
      return false;
  }
}

/** True when the check looked at a stored response's headers, the 304 having none, which may be another origin's. */
export function isStoredForOthers({ error, verdict, hop }: Failure): boolean {
  return (
    (error === 'MissingAllowOriginHeader' || error === 'AllowOriginMismatch') &&
    verdict.step.kind === 'response' &&
    hop.response?.confirms !== undefined &&
    !hop.response.confirmsOwn &&
    get(hop.response.headers, 'access-control-allow-origin') === null &&
    !variesByOrigin(hop.response)
  );
}

/** The stored response that Chromium most likely took for a request that failed without showing one. */
export function takenCopy(failure: Failure): Leg['fromCache'] | null {
  const unseen = failure.error !== null && failure.verdict.step.kind === 'response';
  return unseen && failure.hop.response === null ? (legOf(failure).fromCache ?? null) : null;
}
