import { get } from '../cors/headers.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { isRefusedByPolicy } from '../cors/resource-policy.ts';
import type { Certainty, CheckFailure, Exchange, Leg, Step, Verdict } from '../recording/types.ts';
import {
  checkFailures,
  isRedacted as isPlaceholder,
  provenByPassing,
  schemeFailure,
  stepKind,
} from './checks.ts';
import { unexplained } from './unexplained.ts';

/** The verdict with every check that fails, in the browser's order; the first is the verdict's. */
export interface Examination {
  readonly verdict: Verdict;
  readonly failures: readonly CheckFailure[];
}

/**
 * What the browser decided about an exchange, by running the standard's checks over what was recorded:
 * preflight, each redirect, response. Total: it never throws. A reported success is never blocked.
 */
export function examine(exchange: Exchange): Examination {
  if (exchange.mode === 'no-cors') return examineNoCors(exchange);
  switch (exchange.reported) {
    case 'succeeded':
      return { verdict: { outcome: 'allowed' }, failures: [] };
    case 'pending':
      return { verdict: { outcome: 'pending' }, failures: [] };
    case 'failed':
      return unlessUnknown(exchange, examineFailed(exchange));
    case 'unknown':
      return unlessUnknown(
        exchange,
        exchange.simulated ? simulated(exchange) : examineSilent(exchange),
      );
  }
}

/** A request that may as well be an image's or a beacon's is never called blocked: no check may have been made. */
function unlessUnknown(exchange: Exchange, examination: Examination): Examination {
  const { verdict } = examination;
  if (verdict.outcome === 'blocked' && isRedacted(exchange)) {
    return {
      verdict: {
        outcome: 'undetermined',
        reason:
          'The CORS headers in this recording are redacted or left out, and the checks need their values.',
        failed: exchange.reported === 'failed',
        step: verdict.step,
      },
      failures: [],
    };
  }
  if (verdict.outcome !== 'blocked') return examination;
  const exempt = exchange.reported === 'unknown' ? whyExempt(exchange) : null;
  if (exempt !== null) {
    const reason = `Its response does not pass the CORS check (\`${verdict.error}\`), but ${exempt} The recording does not say how it ended.`;
    return {
      verdict: { outcome: 'undetermined', reason, failed: false, step: verdict.step },
      failures: [],
    };
  }
  if (exchange.mode !== 'unknown' || exchange.client === 'fetch') return examination;
  return {
    verdict: {
      outcome: 'undetermined',
      reason:
        'Its response does not pass the CORS check, and nothing recorded says whether the request was one that is checked.',
      failed: exchange.reported === 'failed',
      step: verdict.step,
    },
    failures: [],
  };
}

/** Why the check may not have been made at all, as the end of a sentence; null for what a page requested. */
function whyExempt({ origin, source, hops }: Exchange): string | null {
  if (/^[a-z-]+-extension:/.test(origin)) {
    return 'a browser extension made the request: with a permission for the host, the check is skipped.';
  }
  // Browsers write `null`, an Android webview that may read everything its own.
  if (origin === 'file://') {
    return "an app's webview made the request: with access from files to all servers, the check is skipped.";
  }
  const [{ headers, preflight }] = hops;
  const agent = get(headers, 'user-agent') || null;
  const browser =
    source !== 'unknown' ||
    preflight !== null ||
    agent === null ||
    get(headers, 'sec-fetch-mode') !== null;
  return browser || isPlaceholder(agent) || /^(Mozilla|Opera)\//i.test(agent)
    ? null
    : "its `User-Agent` is no browser's, and only browsers make the check: a page's request would be blocked.";
}

function isRedacted({ hops }: Exchange): boolean {
  return hops.some(
    ({ response, preflight }) => response?.redacted || preflight?.response?.redacted,
  );
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
  if (exchange.traced?.unsent === 'mode') {
    return blocked([{ error: 'DisallowedByMode', step, parameter: null, certainty: 'certain' }]);
  }

  // Every other error is what it says.
  if (leg.error !== null && leg.error.kind !== 'failed' && leg.error.kind !== 'cors') {
    const preflight = leg.preflight;
    const onPreflight = preflight?.error != null && leg.response === null;
    return {
      verdict: {
        outcome: 'failed',
        error: leg.error,
        step: onPreflight ? { kind: 'preflight', hop: last } : step,
        ...(leg.error.inferred ? { certainty: 'likely' } : {}),
      },
      failures: [],
    };
  }

  if (exchange.simulated) return simulated(exchange);
  const known =
    exchange.credentials === 'unknown' ? provenByPassing(exchange) : exchange.credentials;
  const cached = failuresOfCached(exchange, leg, known);
  if (cached.length > 0) return blocked(cached, 'likely');
  if (known !== 'unknown') {
    const failures = checkFailures(exchange, known);
    if (failures.length > 0) return blocked(failures);
    // A font that the page preloads may have credentials (`crossorigin="use-credentials"`); a style sheet's has none.
    if (exchange.destination !== 'font') return unexplained(exchange, leg, step);
  }
  const omit = checkFailures(exchange, 'omit');
  const include = checkFailures(exchange, 'include');
  const first = omit[0];
  if (first) {
    // Either mode names the same check, or a hidden credentials mode decides which came first.
    const other = include[0];
    if (!other || other.error === first.error) return blocked(omit);
    // Without credentials is the default of every client, so that is the better guess.
    return isLikelyIncluded(exchange) ? either(include, first) : either(omit, other);
  }
  const [doubt] = include;
  if (!doubt) return unexplained(exchange, leg, step);
  // A worker's request may as well have failed at its own response, which is not shown.
  if (leg.hidden && !endedWithPreflight(leg)) return unexplained(exchange, leg, doubt.step);
  // `redirect: "error"`, which only fetch() has, fails on the first redirect though it passes every check, and looks
  // the same; not in Firefox, where the page's timing then has the redirect's status. A server that sends
  // `Access-Control-Allow-Credentials`, and wrongly, is asked with credentials.
  const refusable =
    exchange.source !== 'firefox' &&
    last === 0 &&
    (exchange.client === 'fetch' || exchange.client === null);
  if (refusable && leg.response !== null && redirectLocation(leg.response) !== null) {
    const said = get(leg.response.headers, 'access-control-allow-credentials');
    if (said === null || said === 'true') return unexplained(exchange, leg, step);
  }
  return blocked(include, 'likely');
}

/** True when the request ended too soon after its preflight to have been sent: a response takes about as long again. */
function endedWithPreflight({ preflight, startedAt, duration }: Leg): boolean {
  if (!preflight?.response) return false;
  const after = startedAt + duration - (preflight.startedAt + preflight.duration);
  return after < preflight.duration / 10;
}

/**
 * The checks that a response fails which Chromium took from its cache: it shows none of them. Empty where the preflight
 * fails already, or where only hidden credentials or a refused redirect would make it fail.
 */
function failuresOfCached(
  exchange: Exchange,
  leg: Leg,
  known: Exchange['credentials'],
): CheckFailure[] {
  if (!leg.fromCache) return [];
  const hop = exchange.hops.length - 1;
  const { hidden: _, ...shown } = leg;
  const served: Leg = { ...shown, response: leg.fromCache.response };
  const hops = exchange.hops.map((each, index): Leg => (index === hop ? served : each));
  const tried = { ...exchange, hops: hops as [Leg, ...Leg[]] };
  const failing = (mode: 'omit' | 'include') => checkFailures(tried, mode);
  const without = known === 'include' ? [] : failing('omit');
  const redirects =
    redirectLocation(leg.fromCache.response) !== null && exchange.client === 'fetch' && hop === 0;
  // That it was both asked for with credentials and taken however old is one guess too many.
  const guessed = redirects || leg.fromCache.forced === true;
  const withThem = known === 'omit' || (known === 'unknown' && guessed) ? [] : failing('include');
  const failures = without.length > 0 ? without : withThem;
  if (failures[0]?.step.kind === 'preflight') return [];
  return failures.map((failure) => ({ ...failure, step: { kind: 'response', hop } }));
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
  // A 304 carries the headers of the revalidation only; the check used the stored response's.
  if (first && leg.response?.status !== 304) {
    // Another mode could name another check first, and a request that was no `cors` fetch is not checked.
    const other = include[0];
    if (other && other.error !== first.error) {
      return isLikelyIncluded(exchange) ? either(include, first) : either(omit, other);
    }
    // Nor is a response that a service worker made.
    return blocked(omit, exchange.mode === 'cors' && !leg.stored ? undefined : 'likely');
  }
  const [doubt] = include;
  if (leg.response === null) {
    return doubt && leg.preflight?.response
      ? blocked(include, 'likely')
      : unexplained(exchange, leg, step);
  }
  // It was not followed: the page refused redirects, or its credentials mode made the check fail.
  if (redirectLocation(leg.response) !== null) return unexplained(exchange, leg, step);
  const refused = isRefusedByPolicy(leg.headers, leg.response.headers);
  if (exchange.mode === 'unknown' && (doubt || refused)) {
    const reason = refused
      ? 'Its `Cross-Origin-Resource-Policy` blocks the response to a `no-cors` request, and the recording does not show whether it was one.'
      : 'The response passes without credentials and fails with them. The recording shows neither the credentials mode nor whether it was a `no-cors` request.';
    return { verdict: { outcome: 'undetermined', reason, failed: false, step }, failures: [] };
  }
  if (exchange.mixed && doubt) {
    const reason =
      "Concurrent requests to this URL had different outcomes. This one passes without credentials and fails with them, and Firefox doesn't show extensions which requests had any.";
    return { verdict: { outcome: 'undetermined', reason, failed: false, step }, failures: [] };
  }
  return { verdict: { outcome: 'allowed', ...(doubt ? { doubt } : {}) }, failures: [] };
}

function blocked(failures: CheckFailure[], certainty?: Certainty) {
  const marked = certainty ? failures.map((failure) => ({ ...failure, certainty })) : failures;
  const first = marked[0] as CheckFailure;
  return { verdict: { outcome: 'blocked' as const, ...first }, failures: marked };
}

/** True where tracing saw calls of this URL with and without credentials, and by their order this one had some. */
function isLikelyIncluded({ traced }: Exchange): boolean {
  return traced?.credentials === 'include';
}

/** One of two checks failed, and what would tell is hidden. */
function either(failures: CheckFailure[], alternative: CheckFailure): Examination {
  const { verdict, failures: marked } = blocked(failures, 'likely');
  return {
    verdict: { ...verdict, alternative: { ...alternative, certainty: 'likely' } },
    failures: marked,
  };
}

/** Nothing follows from headers that are not those the browser checked. */
function simulated({ hops, reported }: Exchange): Examination {
  const hop = hops.length - 1;
  return {
    verdict: {
      outcome: 'undetermined',
      reason:
        "Sent while a fix preview was active: the browser checked other headers than the server's, which are shown here. Stop the preview and repeat the request.",
      failed: reported === 'failed',
      step: { kind: stepKind(hops[hop] as Leg), hop },
    },
    failures: [],
  };
}
