import { corsCheck } from '../cors/cors-check.ts';
import { type AccessError, type CorsError, onPreflight } from '../cors/errors.ts';
import { get, getAll } from '../cors/headers.ts';
import { isTrustworthy } from '../cors/loopback.ts';
import { areSameOrigin } from '../cors/origin.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { follow, redirectLocation, serializedOrigin, startState } from '../cors/redirect.ts';
import { checkedHeaders } from '../recording/stored.ts';
import type {
  Certainty,
  CheckFailure,
  ErrorDetail,
  ErrorKind,
  Exchange,
  FailedVerdict,
  Hop,
  Leg,
  Response,
} from '../recording/types.ts';
import { challenge, isExpress, loginPage, variesByOrigin } from './signs.ts';

/** What else the session has that bears on one exchange. */
export interface Surroundings {
  /** Other loads of the same URL, `no-cors` ones included, oldest first. */
  readonly sameUrl: readonly Hop[];
  /** How the session's other cross-origin requests to the same server ended. */
  readonly server: {
    readonly allowed: number;
    readonly failed: number;
    /** The statuses they ended with, each once; those without a response are left out. */
    readonly statuses: readonly number[];
  };
}

/** An exchange that did not reach the page, with the verdict to be explained. */
export interface Failure {
  readonly exchange: Exchange;
  readonly verdict: FailedVerdict;
  /** Chromium's name of the failed check; null when no CORS check failure. */
  readonly error: CorsError | null;
  /** The message that failed: a preflight, a redirect or the final request. */
  readonly hop: Hop;
  /** Every check this exchange fails, in the browser's order; the first is the verdict. */
  readonly failures: readonly CheckFailure[];
  readonly surroundings: Surroundings;
}

/** How sure the verdict itself is. */
export function certaintyOf({ verdict }: Failure): Certainty {
  if (verdict.outcome === 'undetermined') return 'likely';
  return verdict.certainty ?? 'certain';
}

/** The origin the browser compared: what the failing message said, or the page's. */
export function originSent({ exchange, hop, verdict }: Failure): string {
  const said = get(hop.headers, 'origin');
  if (said !== null) return said;
  let state = startState(exchange.origin, exchange.hops[0].url);
  for (let index = 1; index <= verdict.step.hop; index++) {
    const [from, to] = [exchange.hops[index - 1], exchange.hops[index]];
    if (from && to) state = follow(state, from.url, to.url);
  }
  return serializedOrigin(state);
}

/** What the header must say, for `Evidence.expected`. No server should allow the value "null": for it, *. */
export function wantedOrigin(failure: Failure): string {
  const origin = originSent(failure);
  return origin === 'null' ? '*' : origin;
}

/** The leg the failing message belongs to. */
export function legOf({ exchange, verdict }: Failure): Leg {
  return exchange.hops[verdict.step.hop] ?? exchange.hops[0];
}

/** The leg that ended. */
export function lastLeg({ hops }: Exchange): Leg {
  return hops.at(-1) ?? hops[0];
}

/** True when this exchange's own preflight passed, so the server does have CORS config for this page. */
export function preflightPassed(failure: Failure): boolean {
  if (failure.verdict.step.kind === 'preflight') return false;
  const preflight = legOf(failure).preflight;
  if (!preflight?.response || !isOkStatus(preflight.response.status)) return false;
  const origin = get(preflight.headers, 'origin') ?? failure.exchange.origin;
  const credentials = failure.exchange.credentials === 'include' ? 'include' : 'omit';
  return corsCheck({ origin, credentials }, preflight.response.headers).length === 0;
}

/**
 * The final response when it is an error page (4xx, 5xx) and the lack of good CORS headers on that page is the
 * whole reason for the CORS error; null otherwise. A page that names another origin has CORS config of its own, and a
 * 403 may be the CORS middleware's own: then that config is at fault, whatever the status.
 */
export function errorResponse(failure: Failure): Response | null {
  const response = failure.hop.response;
  if (failure.verdict.step.kind !== 'response' || !response || response.status < 400) return null;
  return isHiddenPage(failure) && refusedByCors(failure) === null ? response : null;
}

/** True when the response's CORS headers are what an error page has: none, or less than the server's other responses. */
export function isHiddenPage(failure: Failure): boolean {
  if (failure.error === 'PreflightInvalidStatus') return true;
  if (accessFault(failure, 'MissingAllowOriginHeader') !== null) return true;
  const odd = accessFault(
    failure,
    'WildcardOriginNotAllowed',
    'MultipleAllowOriginValues',
    'InvalidAllowOriginValue',
    'InvalidAllowCredentials',
  );
  if (odd !== null) {
    return (
      failure.verdict.step.kind === 'response' &&
      (preflightPassed(failure) || failure.surroundings.server.allowed > 0)
    );
  }
  // Opaque response blocking: the page wanted an image or a script and got an error page.
  return netError(failure, 'orb') !== null;
}

/**
 * The preflight response when its status, not its CORS headers, is what the server must fix first;
 * null otherwise. Chromium reports such a response without Access-Control-Allow-Origin as a missing
 * header and never names the status.
 */
export function refusedPreflight(failure: Failure): Response | null {
  const response = failure.hop.response;
  if (failure.verdict.step.kind !== 'preflight' || !response || isOkStatus(response.status))
    return null;
  return isHiddenPage(failure) && refusedByCors(failure) === null ? response : null;
}

/** The header's lines as they came. */
export function linesOf({ hop }: { hop: Hop }, header: string): string[] {
  return hop.response ? getAll(hop.response.headers, header) : [];
}

/**
 * The browser's error code for a failure that no CORS check explains, of one of these kinds where any are named;
 * null for all others.
 */
export function netError({ verdict }: Failure, ...kinds: readonly ErrorKind[]): string | null {
  if (verdict.outcome !== 'failed') return null;
  const { kind, text } = verdict.error;
  return kinds.length === 0 || kinds.includes(kind) ? text : null;
}

/** The credentials mode as tracing saw it, where that is certain; null else. */
export function credentialsTraced({ exchange }: Failure): 'include' | 'omit' | null {
  const { traced } = exchange;
  const seen = traced?.certainty === 'certain' ? traced.credentials : 'unknown';
  return seen === 'unknown' ? null : seen;
}

/** What more the browser says of a failure that no CORS check explains. */
export function detailOf({ verdict }: Failure): ErrorDetail | undefined {
  return verdict.outcome === 'failed' ? verdict.error.detail : undefined;
}

/**
 * The header that shows that the CORS middleware itself returned a 403, to an origin it does not allow, as Spring, Tomcat,
 * gin, S3 and Azure Storage do; null when nothing does, or this server allowed the page before.
 */
export function refusedByCors(failure: Failure): string | null {
  const response = failure.hop.response;
  if (response?.status !== 403) return null;
  if (get(response.headers, 'access-control-allow-origin') !== null) return null;
  if (preflightPassed(failure) || failure.surroundings.server.allowed > 0) return null;
  if (challenge(response) !== null) return null;
  if (get(response.headers, 'x-ms-error-code') === 'CorsPreflightFailure') return 'x-ms-error-code';
  if (variesByOrigin(response)) return 'vary';
  const s3 = /^AmazonS3$/i.test(get(response.headers, 'server') ?? '');
  return s3 && failure.verdict.step.kind === 'preflight' ? 'server' : null;
}

/**
 * True when a 500 is most likely the CORS middleware's own: the function that decides on the origin threw.
 * No header says so. What points to it: `Vary: Origin` without an `Access-Control-Allow-Origin`, so a middleware
 * looked at the origin; or an Express error page for a preflight, which no handler of the
 * application takes, or to every request to this server. Nothing from it may have passed.
 */
export function isOriginCallbackError(failure: Failure): boolean {
  const response = failure.hop.response;
  if (response?.status !== 500 || get(response.headers, 'access-control-allow-origin') !== null) {
    return false;
  }
  if (preflightPassed(failure) || failure.surroundings.server.allowed > 0) return false;
  // Spring sends Vary: Origin with two more names before it decides anything.
  if (
    variesByOrigin(response) &&
    !/access-control-request/i.test(get(response.headers, 'vary') ?? '')
  ) {
    return true;
  }
  if (!isExpress(response)) return false;
  const { statuses } = failure.surroundings.server;
  return (
    failure.verdict.step.kind === 'preflight' ||
    (statuses.length > 0 && statuses.every((status) => status === 500))
  );
}

/**
 * True when redirects took the page's origin away: the message said `Origin: null`, the page has an origin.
 * https://fetch.spec.whatwg.org/#serializing-a-request-origin
 */
export function isTainted(failure: Failure): boolean {
  return failure.exchange.origin !== 'null' && originSent(failure) === 'null';
}

/** True when the request failed and the browser shows neither a response nor a preflight's. */
export function hasNoResponse(failure: Failure): boolean {
  const { verdict, hop } = failure;
  return verdict.outcome === 'undetermined' && verdict.failed && isSilent(hop, legOf(failure));
}

function isSilent(hop: Hop, leg: Leg): boolean {
  return hop.response === null && (leg.preflight?.response ?? null) === null;
}

/**
 * The http URL the browser kept an https page from: requested by the page, or the target of a redirect.
 * Null when the request was not mixed content. https://w3c.github.io/webappsec-mixed-content/
 */
export function mixedContent(failure: Failure): string | null {
  const unsent =
    netError(failure, 'unsent', 'mixed-content') !== null && failure.hop.response === null;
  const target = URL.parse(unsent ? failure.hop.url : (stoppedAtRedirect(failure) ?? ''));
  return failure.exchange.origin.startsWith('https:') &&
    target?.protocol === 'http:' &&
    !isTrustworthy(target.href)
    ? target.href
    : null;
}

/** A second load of the same URL that ran while this one did and got what this one did not show. */
export function refetchedBy(failure: Failure): Hop | null {
  const { hop } = failure;
  const end = hop.startedAt + hop.duration;
  return (
    failure.surroundings.sameUrl.findLast(
      (load) =>
        load.response !== null &&
        load.startedAt >= hop.startedAt &&
        load.startedAt + load.duration <= end + 50,
    ) ?? null
  );
}

/**
 * The target of a redirect to another origin at which the browser stopped by itself: Chromium
 * aborts it when mixed content, a Content-Security-Policy or the request's mode forbids the target. Null when it was
 * something else.
 */
export function stoppedAtRedirect(failure: Failure): string | null {
  const { hop } = failure;
  if (netError(failure, 'aborted') === null || !hop.response) return null;
  const target = URL.parse(redirectLocation(hop.response) ?? '', hop.url)?.href;
  return target === undefined || areSameOrigin(hop.url, target) ? null : target;
}

/** The response that fails the CORS check in one of these ways, on either stage; null when it does not. */
export function accessFault(failure: Failure, ...errors: readonly AccessError[]): Response | null {
  const response = failure.hop.response;
  const fault = errors.find(
    (error) => error === failure.error || onPreflight(error) === failure.error,
  );
  if (!response || fault === undefined) return null;
  const request = { origin: originSent(failure), credentials: 'include' } as const;
  return corsCheck(request, checkedHeaders(response)).some(({ error }) => error === fault)
    ? response
    : null;
}

/**
 * The redirect to a login page that failure, or that led (`followed`) to the page or the preflight that failed;
 * null when none is part of it. A guess by a word needs a redirect that is not permanent: sessions end, URLs move.
 */
export function redirectToLogin(failure: Failure) {
  const { hop, exchange, verdict, error } = failure;
  if (error === null) return null;
  if (verdict.step.kind === 'redirect') {
    const response = accessFault(
      failure,
      'MissingAllowOriginHeader',
      'AllowOriginMismatch',
      'WildcardOriginNotAllowed',
    );
    const target = URL.parse((response && redirectLocation(response)) ?? '', hop.url)?.href;
    return response && target !== undefined ? between(hop, response, target, false) : null;
  }
  const from = exchange.hops[verdict.step.hop - 1];
  return from?.response && redirectLocation(from.response) !== null
    ? between(from, from.response, legOf(failure).url, true)
    : null;
}

function between(from: Hop, { status }: Response, target: string, followed: boolean) {
  const sign = loginPage(target);
  // An API that moves within its own login paths is not asking for a session.
  if (sign === null || loginPage(from.url) !== null) return null;
  if (sign.who === null && (status === 301 || status === 308)) return null;
  return { from, target, sign, status, followed };
}
