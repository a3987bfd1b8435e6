import { corsCheck } from '../cors/cors-check.ts';
import { type AccessError, type CorsError, onPreflight } from '../cors/errors.ts';
import { get, getAll } from '../cors/headers.ts';
import { areSameOrigin } from '../cors/origin.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { follow, redirectLocation, serializedOrigin, startState } from '../cors/redirect.ts';
import { blockedBeforeSending } from './entry.ts';
import { challenge, isExpress, signIn, variesByOrigin } from './signs.ts';
import { checkedHeaders } from './stored.ts';
import type { Answer, Certainty, Exchange, Hop, Leg, Verdict } from './types.ts';

/** What the questions below need to know of a failure. */
export interface Failed {
  readonly exchange: Exchange;
  readonly verdict: Exclude<Verdict, { outcome: 'allowed' }>;
  readonly error: CorsError | null;
  readonly hop: Hop;
  readonly surroundings: {
    readonly sameUrl: readonly Hop[];
    readonly server: {
      readonly allowed: number;
      readonly failed: number;
      readonly statuses: readonly number[];
    };
  };
}

/** How sure the verdict itself is. */
export function certaintyOf({ verdict }: Failed): Certainty {
  if (verdict.outcome === 'undetermined') return 'likely';
  return verdict.certainty ?? 'certain';
}

/** The origin the browser compared: what the failing message said, or the page's. */
export function originSent({ exchange, hop, verdict }: Failed): string {
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
export function wantedOrigin(failed: Failed): string {
  const origin = originSent(failed);
  return origin === 'null' ? '*' : origin;
}

/** The leg the failing message belongs to. */
export function legOf({ exchange, verdict }: Failed): Leg {
  return exchange.hops[verdict.step.hop] ?? exchange.hops[0];
}

/** The leg that ended. */
export function lastLeg({ hops }: Exchange): Leg {
  return hops.at(-1) ?? hops[0];
}

/** True when this exchange's own preflight passed, so the server does have CORS settings for this page. */
export function preflightPassed(failed: Failed): boolean {
  if (failed.verdict.step.kind === 'preflight') return false;
  const preflight = legOf(failed).preflight;
  if (!preflight?.response || !isOkStatus(preflight.response.status)) return false;
  const origin = get(preflight.headers, 'origin') ?? failed.exchange.origin;
  const credentials = failed.exchange.credentials === 'include' ? 'include' : 'omit';
  return corsCheck({ origin, credentials }, preflight.response.headers).length === 0;
}

/**
 * The final answer when it is an error page (4xx, 5xx) and the lack of good CORS headers on that page is the
 * whole reason for the CORS error; null otherwise. A page that names another origin has CORS settings
 * of its own, and those are at fault, whatever the status.
 */
export function errorAnswer(failed: Failed): Answer | null {
  const answer = failed.hop.response;
  if (failed.verdict.step.kind !== 'response' || !answer || answer.status < 400) return null;
  if (challenge(answer) !== null || signInRedirect(failed)?.followed) return null;
  return isHiddenPage(failed) ? answer : null;
}

/** True when the answer's CORS headers are what an error page has: none, or less than the server's other answers. */
export function isHiddenPage(failed: Failed): boolean {
  if (failed.error === 'PreflightInvalidStatus') return true;
  if (accessFault(failed, 'MissingAllowOriginHeader') !== null) return true;
  const odd = accessFault(
    failed,
    'WildcardOriginNotAllowed',
    'MultipleAllowOriginValues',
    'InvalidAllowOriginValue',
    'InvalidAllowCredentials',
  );
  if (odd !== null) {
    return (
      failed.verdict.step.kind === 'response' &&
      (preflightPassed(failed) || failed.surroundings.server.allowed > 0)
    );
  }
  // Opaque response blocking: the page wanted an image or a script and got an error page.
  return (
    failed.verdict.outcome === 'failed' && /\bERR_BLOCKED_BY_ORB$/.test(failed.hop.error ?? '')
  );
}

/**
 * The preflight's answer when its status, not its CORS headers, is what the server must repair first;
 * null otherwise. Chromium reports such an answer without Access-Control-Allow-Origin as a missing
 * header and never names the status.
 */
export function refusedPreflight(failed: Failed): Answer | null {
  const answer = failed.hop.response;
  if (failed.verdict.step.kind !== 'preflight' || !answer || isOkStatus(answer.status)) return null;
  if (challenge(answer) !== null || signInRedirect(failed)?.followed) return null;
  return isHiddenPage(failed) ? answer : null;
}

/** The header's lines as they came. */
export function linesOf({ hop }: { hop: Hop }, header: string): string[] {
  return hop.response ? getAll(hop.response.headers, header) : [];
}

/** The browser's word for a failure that no CORS check explains, null for all others. */
export function netError({ verdict }: Failed): string | null {
  return verdict.outcome === 'failed' ? verdict.error : null;
}

/**
 * What shows that a 403 is the CORS layer's own word to an origin it does not allow, as Spring, Tomcat, gin, S3 and
 * Azure Storage give it; null when nothing does, or this server allowed the page before.
 */
export function refusedByCors(failed: Failed): string | null {
  const answer = failed.hop.response;
  if (answer?.status !== 403) return null;
  if (get(answer.headers, 'access-control-allow-origin') !== null) return null;
  if (preflightPassed(failed) || failed.surroundings.server.allowed > 0) return null;
  if (challenge(answer) !== null) return null;
  if (get(answer.headers, 'x-ms-error-code') === 'CorsPreflightFailure') return 'x-ms-error-code';
  if (variesByOrigin(answer)) return 'vary';
  const s3 = /^AmazonS3$/i.test(get(answer.headers, 'server') ?? '');
  return s3 && failed.verdict.step.kind === 'preflight' ? 'server' : null;
}

/**
 * True when a 500 is most likely the CORS middleware's own: the function that decides on the origin threw.
 * No header says so. What points to it: `Vary: Origin` without an `Access-Control-Allow-Origin`, so a middleware
 * looked at the origin; or an Express error page in answer to a preflight, which no handler of the
 * application takes, or to every request to this server. Nothing from it may have passed.
 */
export function isOriginCallbackError(failed: Failed): boolean {
  const answer = failed.hop.response;
  if (answer?.status !== 500 || get(answer.headers, 'access-control-allow-origin') !== null) {
    return false;
  }
  if (preflightPassed(failed) || failed.surroundings.server.allowed > 0) return false;
  // Spring sends Vary: Origin with two more names before it decides anything.
  if (
    variesByOrigin(answer) &&
    !/access-control-request/i.test(get(answer.headers, 'vary') ?? '')
  ) {
    return true;
  }
  if (!isExpress(answer)) return false;
  const { statuses } = failed.surroundings.server;
  return (
    failed.verdict.step.kind === 'preflight' ||
    (statuses.length > 0 && statuses.every((status) => status === 500))
  );
}

/**
 * True when redirects took the page's origin away: the message said `Origin: null`, the page has an origin.
 * https://fetch.spec.whatwg.org/#serializing-a-request-origin
 */
export function isTainted(failed: Failed): boolean {
  return failed.exchange.origin !== 'null' && originSent(failed) === 'null';
}

/** True when the request failed and the browser shows neither an answer nor a preflight's. */
export function isUnanswered(failed: Failed): boolean {
  const { verdict, hop } = failed;
  return verdict.outcome === 'undetermined' && verdict.failed && isSilent(hop, legOf(failed));
}

function isSilent(hop: Hop, leg: Leg): boolean {
  return hop.response === null && (leg.preflight?.response ?? null) === null;
}

/**
 * The http URL the browser kept an https page from: asked for by the page, or the target of a redirect.
 * Null when the request was not mixed content. https://w3c.github.io/webappsec-mixed-content/
 */
export function mixedContent(failed: Failed): string | null {
  const unsent = netError(failed) === blockedBeforeSending && failed.hop.response === null;
  const target = URL.parse(unsent ? failed.hop.url : (stoppedAtRedirect(failed) ?? ''));
  return failed.exchange.origin.startsWith('https:') &&
    target?.protocol === 'http:' &&
    !isLoopback(target.hostname)
    ? target.href
    : null;
}

/** Host names of this machine. `hostname` as `URL` gives it. */
export function isLoopback(hostname: string): boolean {
  return /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$|^0\.0\.0\.0$/.test(hostname);
}

/**
 * Host names of this machine or its network, as far as a name tells.
 * https://wicg.github.io/local-network-access/#ip-address-space-heading
 */
export function isLocalHost(hostname: string): boolean {
  return (
    isLoopback(hostname) ||
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(hostname) ||
    /^\[(f[cd]|fe[89ab])/.test(hostname) ||
    /(^[^.[\]]+|\.local|\.lan|\.home\.arpa)$/.test(hostname)
  );
}

/** A second load of the same URL that ran while this one did and got what this one did not show. */
export function refetchedBy(failed: Failed): Hop | null {
  const { hop } = failed;
  const end = hop.startedAt + hop.duration;
  return (
    failed.surroundings.sameUrl.findLast(
      (load) =>
        load.response !== null &&
        load.startedAt >= hop.startedAt &&
        load.startedAt + load.duration <= end + 50,
    ) ?? null
  );
}

/**
 * The target of a redirect to another origin at which the browser stopped by itself: Chromium ends it with
 * `net::ERR_ABORTED` when mixed content, a Content-Security-Policy or the request's mode forbids the target. Null when it was something else.
 */
export function stoppedAtRedirect(failed: Failed): string | null {
  const { hop } = failed;
  if (netError(failed) !== 'net::ERR_ABORTED' || !hop.response) return null;
  const target = URL.parse(redirectLocation(hop.response) ?? '', hop.url)?.href;
  return target === undefined || areSameOrigin(hop.url, target) ? null : target;
}

/** The answer that fails the CORS check in one of these ways, on either stage; null when it does not. */
export function accessFault(failed: Failed, ...errors: readonly AccessError[]): Answer | null {
  const answer = failed.hop.response;
  const fault = errors.find(
    (error) => error === failed.error || onPreflight(error) === failed.error,
  );
  if (!answer || fault === undefined) return null;
  const request = { origin: originSent(failed), credentials: 'include' } as const;
  return corsCheck(request, checkedHeaders(answer)).some(({ error }) => error === fault)
    ? answer
    : null;
}

/**
 * The redirect to a sign-in page that failed, or that led (`followed`) to the page or the preflight that failed;
 * null when none is part of it. A guess by a word needs a redirect that is not permanent: sessions end, URLs move.
 */
export function signInRedirect(failed: Failed) {
  const { hop, exchange, verdict, error } = failed;
  if (error === null) return null;
  if (verdict.step.kind === 'redirect') {
    const answer = accessFault(
      failed,
      'MissingAllowOriginHeader',
      'AllowOriginMismatch',
      'WildcardOriginNotAllowed',
    );
    const target = URL.parse((answer && redirectLocation(answer)) ?? '', hop.url)?.href;
    return answer && target !== undefined ? between(hop, answer, target, false) : null;
  }
  const from = exchange.hops[verdict.step.hop - 1];
  return from?.response && redirectLocation(from.response) !== null
    ? between(from, from.response, legOf(failed).url, true)
    : null;
}

function between(from: Hop, { status }: Answer, target: string, followed: boolean) {
  const sign = signIn(target);
  // An API that moves within its own sign-in paths is not asking for a session.
  if (sign === null || signIn(from.url) !== null) return null;
  if (sign.who === null && (status === 301 || status === 308)) return null;
  return { from, target, sign, status, followed };
}
