import { corsCheck } from '../cors/cors-check.ts';
import type { CorsError } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
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
import { firefoxPreflightCheck, isInferred, policyError } from './firefox.ts';
import { checkedHeaders } from './stored.ts';
import type {
  Certainty,
  CheckFailure,
  Exchange,
  Hop,
  Leg,
  Source,
  Step,
  Verdict,
} from './types.ts';

/** The verdict with every check that fails, in the browser's order; the first is the verdict's. */
export interface Examination {
  readonly verdict: Verdict;
  readonly failures: readonly CheckFailure[];
}

type Mode = 'include' | 'omit';

/**
 * The words for a failed CORS check: Chromium's only one, WebKit's own for each (CrossOriginAccessControl.cpp),
 * and Firefox's, which Playwright passes on.
 */
const corsWords =
  /^net::ERR_FAILED$|Access-Control-Allow-|^Preflight response is not successful|^Credentials flag is true|^NS_ERROR_DOM_BAD_URI$/;

/**
 * What the browser decided about an exchange, by running the standard's checks over what was recorded:
 * preflight, each redirect, response. Total: it never throws. A reported success is never blocked.
 */
export function examine(exchange: Exchange): Examination {
  if (exchange.mode === 'no-cors') return examineNoCors(exchange);
  switch (exchange.reported) {
    case 'succeeded':
      return { verdict: { outcome: 'allowed' }, failures: [] };
    case 'failed':
      return examineFailed(exchange);
    case 'unknown':
      return examineSilent(exchange);
  }
}

/** The message the step names. */
export function hopAt(exchange: Exchange, step: Step): Hop {
  const leg = exchange.hops[step.hop] ?? exchange.hops[0];
  return step.kind === 'preflight' ? (leg.preflight ?? leg) : leg;
}

/**
 * Every check the recorded answers fail when the credentials mode is `mode`, in the browser's order.
 * Answers that led on are looked at only where they are the end: the browser has passed them.
 */
export function checkFailures(exchange: Exchange, mode: Mode): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const end = exchange.hops.length - 1;
  for (const { leg, index, state } of walk(exchange)) {
    if (index < end) continue;
    if (state.corsFlag) {
      failures.push(...preflightFailures(exchange.source, leg, index, state, mode));
      failures.push(...answerFailures(leg, index, state, mode));
    }
    failures.push(...redirectFailures(leg, index, state));
  }
  return failures;
}

function examineNoCors(exchange: Exchange): Examination {
  const last = exchange.hops.length - 1;
  const leg = exchange.hops[last] as Leg;
  return {
    verdict:
      exchange.reported === 'failed' && leg.error !== null
        ? { outcome: 'failed', error: leg.error, step: { kind: 'response', hop: last } }
        : { outcome: 'allowed' },
    failures: [],
  };
}

function examineFailed(exchange: Exchange): Examination {
  const last = exchange.hops.length - 1;
  const leg = exchange.hops[last] as Leg;
  const step: Step = { kind: stepKind(leg), hop: last };

  const scheme = schemeFailure(exchange);
  if (scheme) return blocked([scheme]);

  // Every other error is what it says.
  if (leg.error !== null && !corsWords.test(leg.error)) {
    const preflight = leg.preflight;
    const onPreflight = preflight?.error != null && leg.response === null;
    return {
      verdict: {
        outcome: 'failed',
        error: leg.error,
        step: onPreflight ? { kind: 'preflight', hop: last } : step,
        ...(exchange.source === 'firefox' && isInferred(leg.error) ? { certainty: 'likely' } : {}),
      },
      failures: [],
    };
  }

  const known =
    exchange.credentials === 'unknown' ? provenByPassing(exchange) : exchange.credentials;
  if (known !== 'unknown') {
    const failures = checkFailures(exchange, known);
    return failures.length > 0 ? blocked(failures) : unexplained(exchange, leg, step);
  }
  const omit = checkFailures(exchange, 'omit');
  const include = checkFailures(exchange, 'include');
  const first = omit[0];
  if (first) {
    // Either mode names the same check, or a hidden credentials mode decides which came first.
    const other = include[0];
    if (!other || other.error === first.error) return blocked(omit);
    // Without credentials is the default of every client, so that is the better guess.
    return either(omit, other);
  }
  // A worker's request may as well have failed at its own answer, which is not shown.
  const [doubt] = include;
  if (!doubt || leg.hidden) return unexplained(exchange, leg, doubt?.step ?? step);
  // `redirect: "error"`, which only fetch() has, fails on a redirect that passes every check, and looks
  // the same; not in Firefox, where the page's timing then has the redirect's status.
  if (
    exchange.source !== 'firefox' &&
    (exchange.client === 'fetch' || exchange.client === null) &&
    leg.response !== null &&
    redirectLocation(leg.response) !== null
  ) {
    return unexplained(exchange, leg, step);
  }
  return blocked(include, 'likely');
}

/** Sources that do not say whether a request failed: only the checks themselves tell. */
function examineSilent(exchange: Exchange): Examination {
  const last = exchange.hops.length - 1;
  const leg = exchange.hops[last] as Leg;
  const step: Step = { kind: stepKind(leg), hop: last };
  const known =
    exchange.credentials === 'unknown' ? provenByPassing(exchange) : exchange.credentials;
  const omit = checkFailures(exchange, known === 'include' ? 'include' : 'omit');
  const include = checkFailures(exchange, known === 'omit' ? 'omit' : 'include');
  const [first] = omit;
  // A 304 carries the headers of the revalidation only; the check used the stored answer's.
  if (first && leg.response?.status !== 304) {
    // Another mode could name another check first, and a request that was no `cors` fetch is not checked.
    const other = include[0];
    if (other && other.error !== first.error) return either(omit, other);
    return blocked(omit, exchange.mode === 'cors' ? undefined : 'likely');
  }
  const [doubt] = include;
  if (leg.response === null) {
    return doubt && leg.preflight?.response
      ? blocked(include, 'likely')
      : unexplained(exchange, leg, step);
  }
  // It was not followed: the page refused redirects, or its credentials mode made the check fail.
  if (redirectLocation(leg.response) !== null) return unexplained(exchange, leg, step);
  const policy = policyError(leg.headers, leg.response.headers);
  if (exchange.mode === 'unknown' && (doubt || policy !== null)) {
    const reason =
      policy === null
        ? 'The answer passes without credentials and fails with them, and nothing recorded says whether the request had any, or whether it was a no-cors request.'
        : 'Its Cross-Origin-Resource-Policy forbids the answer to a no-cors request, and nothing recorded says whether it was one.';
    return { verdict: { outcome: 'undetermined', reason, failed: false, step }, failures: [] };
  }
  return { verdict: { outcome: 'allowed', ...(doubt ? { doubt } : {}) }, failures: [] };
}

function blocked(failures: CheckFailure[], certainty?: Certainty): Examination {
  const marked = certainty ? failures.map((failure) => ({ ...failure, certainty })) : failures;
  const first = marked[0] as CheckFailure;
  return { verdict: { outcome: 'blocked', ...first }, failures: marked };
}

/** One of two checks failed, and what would tell is hidden. */
function either(failures: CheckFailure[], alternative: CheckFailure): Examination {
  const { verdict, failures: marked } = blocked(failures, 'likely');
  return {
    verdict:
      verdict.outcome === 'blocked'
        ? { ...verdict, alternative: { ...alternative, certainty: 'likely' } }
        : verdict,
    failures: marked,
  };
}

function unexplained({ source }: Exchange, leg: Leg, step: Step): Examination {
  const redirects = leg.response !== null && redirectLocation(leg.response) !== null;
  const reason = leg.hidden
    ? 'A worker made it, and Chromium shows extensions no answer that a worker was refused.'
    : leg.response === null && source === 'firefox'
      ? 'No answer came, and Firefox tells extensions no more. The name may not resolve, nothing may listen there, a rule of the browser may forbid it, or the page gave it up: the column "Transferred" of the Network panel often names the reason.'
      : leg.response === null
        ? 'It failed and the browser shows no answer: a worker, a service worker, a local network rule, a cached answer or a denied request all look like this.'
        : redirects
          ? 'It ended at a redirect that passes the CORS check: the page refused redirects (redirect: "error"), or its credentials mode made the check fail.'
          : 'It failed although every CORS check passes.';
  return { verdict: { outcome: 'undetermined', reason, failed: true, step }, failures: [] };
}

/**
 * The credentials mode that an earlier step proves by having passed: an answer that would fail with
 * credentials and led on anyway means there were none, and the other way round.
 */
function provenByPassing(exchange: Exchange): Mode | 'unknown' {
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
        answerFailures(leg, index, state, 'include').length > 0 &&
        answerFailures(leg, index, state, 'omit').length === 0
      ) {
        return 'omit';
      }
    }
  }
  return 'unknown';
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
    const error = errorWithoutAnswer(preflight, state);
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

/** The check that Chromium's word for an unanswered preflight stands for, null when it is none. */
function errorWithoutAnswer({ error }: Hop, { origin }: RedirectState): CorsError | null {
  switch (error) {
    case 'net::ERR_INVALID_REDIRECT':
      return 'PreflightDisallowedRedirect';
    case 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS':
      // Without a secure context nobody is asked for permission.
      return /^http:\/\/(?!localhost(:|$)|127\.|\[::1\])/.test(origin)
        ? 'InsecureLocalNetwork'
        : 'LocalNetworkAccessPermissionDenied';
    default:
      return null;
  }
}

/**
 * Chromium names the first refused header in the order the page's request has them, which the entry of
 * the request keeps while its headers are provisional; `Access-Control-Request-Headers` is sorted.
 */
function inRequestOrder(names: readonly string[], leg: Leg): string[] {
  const order = leg.headers.map(([name]) => name);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => place(a) - place(b));
}

function answerFailures(
  leg: Leg,
  hop: number,
  state: RedirectState,
  credentials: Mode,
): CheckFailure[] {
  if (!leg.response) return [];
  const step: Step = { kind: stepKind(leg), hop };
  const { headers, stored } = leg.response;
  return corsCheck(
    { origin: get(leg.headers, 'origin') ?? serializedOrigin(state), credentials },
    checkedHeaders(leg.response),
  ).map((failure) => {
    const header = `access-control-allow-${failure.error === 'InvalidAllowCredentials' ? 'credentials' : 'origin'}`;
    // What a 304 does not say, the stored answer said, and which that was is hidden.
    const certainty = stored !== undefined && get(headers, header) === null ? 'likely' : 'certain';
    return { ...failure, step, certainty };
  });
}

/** Where an answer redirects to is refused, also on the page's own server. */
function redirectFailures(leg: Leg, hop: number, state: RedirectState): CheckFailure[] {
  const location = leg.response && redirectLocation(leg.response);
  if (location === null || !URL.canParse(location, leg.url)) return [];
  const error = redirectCheck(state, new URL(location, leg.url).href);
  return error
    ? [{ error, parameter: null, step: { kind: 'redirect', hop }, certainty: 'certain' }]
    : [];
}

/** A URL whose scheme CORS does not know never reaches a server. */
function schemeFailure(exchange: Exchange): CheckFailure | null {
  const hop = exchange.hops.length - 1;
  const leg = exchange.hops[hop] as Leg;
  if (leg.response || leg.error !== 'net::ERR_FAILED' || /^https?:/i.test(leg.url)) return null;
  return {
    error: 'CorsDisabledScheme',
    parameter: null,
    step: { kind: 'response', hop },
    certainty: 'certain',
  };
}

function stepKind(leg: Leg): Step['kind'] {
  return leg.response && redirectLocation(leg.response) !== null ? 'redirect' : 'response';
}
