import { redirectToLogin } from '../clues/failure.ts';
import aborted from './aborted.ts';
import allowCredentials from './allow-credentials.ts';
import allowHeaders from './allow-headers.ts';
import allowHeadersMalformed from './allow-headers-malformed.ts';
import allowMethods from './allow-methods.ts';
import allowMethodsMalformed from './allow-methods-malformed.ts';
import allowOriginCached from './allow-origin-cached.ts';
import allowOriginDuplicated from './allow-origin-duplicated.ts';
import allowOriginInvalid from './allow-origin-invalid.ts';
import allowOriginMismatch from './allow-origin-mismatch.ts';
import allowOriginMissing from './allow-origin-missing.ts';
import allowOriginMultiple from './allow-origin-multiple.ts';
import allowOriginNull from './allow-origin-null.ts';
import allowOriginWildcardCredentials from './allow-origin-wildcard-credentials.ts';
import blockedByClient from './blocked-by-client.ts';
import botChallenge from './bot-challenge.ts';
import clientError from './client-error.ts';
import connectionLost from './connection-lost.ts';
import connectionRefused from './connection-refused.ts';
import contentSecurityPolicy from './content-security-policy.ts';
import corsMiddlewareThrew from './cors-middleware-threw.ts';
import forbidden from './forbidden.ts';
import gatewayError from './gateway-error.ts';
import invalidResponse from './invalid-response.ts';
import localNetworkAccess from './local-network-access.ts';
import loginRedirect from './login-redirect.ts';
import methodNotAllowed from './method-not-allowed.ts';
import mixedContent from './mixed-content.ts';
import nameNotResolved from './name-not-resolved.ts';
import notFound from './not-found.ts';
import offline from './offline.ts';
import payloadTooLarge from './payload-too-large.ts';
import preflightMethodRefused from './preflight-method-refused.ts';
import preflightNotRouted from './preflight-not-routed.ts';
import preflightRedirect from './preflight-redirect.ts';
import preflightServerError from './preflight-server-error.ts';
import preflightStatus from './preflight-status.ts';
import preflightUnauthenticated from './preflight-unauthenticated.ts';
import rateLimited from './rate-limited.ts';
import redirectToOtherOrigin from './redirect-to-other-origin.ts';
import redirectWithCredentials from './redirect-with-credentials.ts';
import redirectWithoutCors from './redirect-without-cors.ts';
import resourcePolicy from './resource-policy.ts';
import serverError from './server-error.ts';
import serviceWorker from './service-worker.ts';
import timeout from './timeout.ts';
import tlsFailure from './tls-failure.ts';
import type { Diagnosis, Explanation, Failure, Rule } from './types.ts';
import unauthenticated from './unauthenticated.ts';
import unsafePort from './unsafe-port.ts';
import unsupportedScheme from './unsupported-scheme.ts';

/** Every cause, in the order that puts the real fault first. */
export const rules: readonly Rule[] = [
  // No response at all: the browser's error code says why.
  offline,
  nameNotResolved,
  connectionRefused,
  tlsFailure,
  timeout,
  connectionLost,
  invalidResponse,
  unsafePort,
  // The browser or an extension stopped it.
  blockedByClient,
  resourcePolicy,
  mixedContent,
  contentSecurityPolicy,
  aborted,
  unsupportedScheme,
  // The server, or what stands in front of it, answered with an error whose page lacks the headers.
  botChallenge,
  corsMiddlewareThrew,
  unauthenticated,
  forbidden,
  notFound,
  methodNotAllowed,
  payloadTooLarge,
  rateLimited,
  clientError,
  gatewayError,
  serverError,
  // Redirects.
  preflightRedirect,
  loginRedirect,
  redirectWithCredentials,
  redirectToOtherOrigin,
  redirectWithoutCors,
  // The preflight was answered with an error.
  preflightUnauthenticated,
  preflightNotRouted,
  preflightMethodRefused,
  preflightServerError,
  preflightStatus,
  // The headers, in the order of the standard.
  allowOriginCached,
  allowOriginNull,
  allowOriginDuplicated,
  allowOriginMultiple,
  allowOriginInvalid,
  allowOriginMismatch,
  allowOriginMissing,
  allowOriginWildcardCredentials,
  allowCredentials,
  allowMethodsMalformed,
  allowHeadersMalformed,
  allowMethods,
  allowHeaders,
  // The browser shows no response: what the rest of the session makes likely.
  serviceWorker,
  localNetworkAccess,
];

/**
 * The diagnosis of a failure, null when no rule answers. `behind` names what would fail next, if only this
 * cause were fixed and everything else in the responses stayed as it is.
 */
export function diagnose(failure: Failure): Diagnosis | null {
  const responses = new Map<Rule, Explanation>();
  for (const check of checksOf(failure)) {
    for (const rule of rules) {
      if (responses.has(rule)) continue;
      const explanation = rule.explain(check);
      if (explanation) responses.set(rule, explanation);
    }
  }
  const [first, ...others] = responses;
  if (!first) return null;
  const [{ id, title, misleading, fix, spec, mdn }, explanation] = first;
  return {
    rule: id,
    title,
    misleading,
    fix,
    spec,
    mdn,
    ...explanation,
    behind: others.map(([rule]) => rule.id),
  };
}

/** The failure as the browser decided it, then as if each further check had been the first to fail. */
function checksOf(failure: Failure): Failure[] {
  // With a good session nobody asks the login page, so what else it fails is of no interest.
  if (redirectToLogin(failure)?.followed) return [failure];
  const further = failure.failures.slice(failure.verdict.outcome === 'blocked' ? 1 : 0);
  return [
    failure,
    ...further.map((check): Failure => {
      const leg = failure.exchange.hops[check.step.hop] ?? failure.exchange.hops[0];
      return {
        ...failure,
        verdict: { outcome: 'blocked', ...check },
        error: check.error,
        hop: check.step.kind === 'preflight' ? (leg.preflight ?? leg) : leg,
      };
    }),
  ];
}
