import { corsCheck } from '../cors/cors-check.ts';
import type { CorsError } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
import { isTrustworthy } from '../cors/loopback.ts';
import { isSameOrigin } from '../cors/origin.ts';
import { type PreflightRequest, preflightCheck, requestedHeaders } from '../cors/preflight.ts';
import {
  follow,
  type RedirectState,
  redirectCheck,
  redirectLocation,
  serializedOrigin,
  startState,
} from '../cors/redirect.ts';
import { isSafelistedRequestHeader } from '../cors/safelist.ts';
import { checkedHeaders } from '../recording/stored.ts';
import type { CheckFailure, Exchange, Hop, Leg, Source, Step } from '../recording/types.ts';
import { firefoxPreflightCheck } from './firefox-preflight.ts';

export { isRedacted } from '../recording/dialects/redacted.ts';
export { checkedHeaders } from '../recording/stored.ts';

/** Fetch's credentials mode as far as a check tells modes apart. */
type Mode = 'include' | 'omit';

/**
 * Every check the recorded responses fail when the credentials mode is `mode`, in the browser's order.
 * Responses that led on are looked at only where they are the end: the browser has passed them.
 */
export function checkFailures(exchange: Exchange, mode: Mode): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const end = exchange.hops.length - 1;
  for (const { leg, index, state } of walk(exchange)) {
    if (index < end) continue;
    if (state.corsFlag) {
      failures.push(...preflightFailures(exchange.source, leg, index, state, mode));
      failures.push(...responseFailures(leg, index, state, mode));
    }
    failures.push(...redirectFailures(leg, index, state));
  }
  return failures;
}

/**
 * The credentials mode that an earlier step proves by having passed: a response that would fail with
 * credentials and led on anyway means there were none, and the other way round.
 */
export function provenByPassing(exchange: Exchange): Mode | 'unknown' {
  const end = exchange.hops.length - 1;
  for (const { leg, index, state } of walk(exchange)) {
    if (!state.corsFlag) continue;
    const wentOn = index < end || leg.response !== null;
    if (wentOn && leg.preflight?.response) {
      if (
        preflightFailures(exchange.source, leg, index, state, 'include').length > 0 &&
        preflightFailures(exchange.source, leg, index, state, 'omit').length === 0
      ) {
        return 'omit';
      }
    }
    if (index < end && leg.response) {
      if (
        responseFailures(leg, index, state, 'include').length > 0 &&
        responseFailures(leg, index, state, 'omit').length === 0
      ) {
        return 'omit';
      }
    }
  }
  return 'unknown';
}

/** A URL whose scheme CORS does not know never reaches a server. */
export function schemeFailure(exchange: Exchange): CheckFailure | null {
  const hop = exchange.hops.length - 1;
  const leg = exchange.hops[hop] as Leg;
  if (leg.response || leg.error?.kind !== 'failed' || /^https?:/i.test(leg.url)) return null;
  return {
    error: 'CorsDisabledScheme',
    parameter: null,
    step: { kind: 'response', hop },
    certainty: 'certain',
  };
}

function* walk(exchange: Exchange): Generator<{ leg: Leg; index: number; state: RedirectState }> {
  let state = startState(exchange.origin, exchange.hops[0].url);
  for (const [index, leg] of exchange.hops.entries()) {
    const previous = exchange.hops[index - 1];
    if (previous) state = follow(state, previous.url, leg.url);
    yield { leg, index, state };
  }
}

function preflightFailures(
  source: Source,
  leg: Leg,
  hop: number,
  state: RedirectState,
  credentials: Mode,
): CheckFailure[] {
  const preflight = leg.preflight;
  if (!preflight) return [];
  const step: Step = { kind: 'preflight', hop };
  if (preflight.response === null) {
    const error = errorWithoutResponse(preflight, state);
    return error ? [{ error, parameter: null, step, certainty: 'certain' }] : [];
  }
  const request: PreflightRequest = {
    origin: get(preflight.headers, 'origin') ?? serializedOrigin(state),
    credentials,
    method: get(preflight.headers, 'access-control-request-method') ?? leg.method,
    headers: inRequestOrder(requestedHeaders(preflight.headers), leg),
  };
  const failures =
    source === 'firefox'
      ? firefoxPreflightCheck(request, preflight.response, isSameOrigin(state.origin, leg.url))
      : preflightCheck(request, preflight.response);
  return failures.map((failure) => ({ ...failure, step, certainty: 'certain' }));
}

/** The check that Chromium's error code for a preflight without a response stands for, null when it is none. */
function errorWithoutResponse({ error }: Hop, { origin }: RedirectState): CorsError | null {
  if (error?.kind === 'invalid-response' && error.detail === 'redirect') {
    return 'PreflightDisallowedRedirect';
  }
  if (error?.kind !== 'local-network') return null;
  // Without a secure context nobody is asked for permission.
  return origin.startsWith('http:') && !isTrustworthy(origin)
    ? 'InsecureLocalNetwork'
    : 'LocalNetworkAccessPermissionDenied';
}

/**
 * Chromium names the first refused header in the order the page's request has them, which the entry of
 * the request keeps while its headers are provisional; `Access-Control-Request-Headers` is sorted. Those whose values
 * are safe one by one and too long together come last. services/network/public/cpp/cors/cors.cc
 */
function inRequestOrder(names: readonly string[], leg: Leg): string[] {
  const { headers } = leg;
  const place = (name: string) => {
    const at = headers.findIndex(([key]) => key === name);
    const value = headers[at]?.[1];
    if (value === undefined) return headers.length;
    return isSafelistedRequestHeader(name, value) ? headers.length + 1 + at : at;
  };
  return [...names].sort((a, b) => place(a) - place(b));
}

function responseFailures(
  leg: Leg,
  hop: number,
  state: RedirectState,
  credentials: Mode,
): CheckFailure[] {
  if (!leg.response) return [];
  const step: Step = { kind: stepKind(leg), hop };
  const { headers, confirms } = leg.response;
  return corsCheck(
    { origin: get(leg.headers, 'origin') ?? serializedOrigin(state), credentials },
    checkedHeaders(leg.response),
  ).map((failure) => {
    const header = `access-control-allow-${failure.error === 'InvalidAllowCredentials' ? 'credentials' : 'origin'}`;
    // What a 304 does not say, the stored response said, and which that was is hidden.
    const certainty =
      confirms !== undefined && get(headers, header) === null ? 'likely' : 'certain';
    return { ...failure, step, certainty };
  });
}

/** Where a response redirects to is refused, also on the page's own server. */
function redirectFailures(leg: Leg, hop: number, state: RedirectState): CheckFailure[] {
  const location = leg.response && redirectLocation(leg.response);
  if (location === null || !URL.canParse(location, leg.url)) return [];
  const error = redirectCheck(state, new URL(location, leg.url).href);
  return error
    ? [{ error, parameter: null, step: { kind: 'redirect', hop }, certainty: 'certain' }]
    : [];
}

export function stepKind(leg: Leg): Step['kind'] {
  return leg.response && redirectLocation(leg.response) !== null ? 'redirect' : 'response';
}
