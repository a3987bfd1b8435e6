import { headerSeen } from '../clues/evidence.ts';
import { credentialsTraced, redirectToLogin } from '../clues/failure.ts';
import { headerCheckedBy } from '../cors/errors.ts';
import { isOkStatus } from '../cors/preflight.ts';
import type { CheckFailure } from '../recording/types.ts';
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
import captivePortal from './captive-portal.ts';
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
import rejectedCall from './rejected-call.ts';
import resourcePolicy from './resource-policy.ts';
import sameOriginMode from './same-origin-mode.ts';
import serverError from './server-error.ts';
import serviceWorker from './service-worker.ts';
import timeout from './timeout.ts';
import tlsFailure from './tls-failure.ts';
import type { Diagnosis, Evidence, Explanation, Failure, Rule } from './types.ts';
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
  rejectedCall,
  sameOriginMode,
  aborted,
  unsupportedScheme,
  // The network, a proxy or the server returned an error without the headers.
  captivePortal,
  botChallenge,
  corsMiddlewareThrew,
  loginRedirect,
  unauthenticated,
  forbidden,
  notFound,
  methodNotAllowed,
  payloadTooLarge,
  rateLimited,
  gatewayError,
  serverError,
  clientError,
  // Redirects.
  preflightRedirect,
  redirectWithCredentials,
  redirectToOtherOrigin,
  redirectWithoutCors,
  // The preflight returned an error.
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
 * The diagnosis of a failure: the first rule in the list's order that explains the check that failed; null when no
 * rule does. `behind`: what explains each further check, once, as if this cause were fixed and everything else stayed.
 */
export function diagnose(failure: Failure): Diagnosis | null {
  const first = explain(failure);
  if (first === null) return null;
  const { rule, explanation } = first;
  const { id, misleading, fix, spec, mdn } = rule;
  const behind = new Map<string, string>();
  for (const check of furtherChecks(failure)) {
    const next = explain(check);
    if (next !== null && next.rule !== rule) behind.set(next.rule.id, next.rule.title(check));
  }
  return {
    rule: id,
    title: rule.title(failure),
    misleading,
    fix,
    spec,
    mdn,
    ...explanation,
    ...notesOn(failure, explanation),
    evidence: [...explanation.evidence, ...credentialsSeen(failure)],
    behind: [...behind].map(([rule, title]) => ({ rule, title })),
  };
}

/** The rule's notes, and which check failed instead, should the request have had credentials. */
function notesOn(failure: Failure, { notes = [] }: Explanation): Pick<Explanation, 'notes'> {
  const other = failure.verdict.outcome === 'blocked' ? failure.verdict.alternative : undefined;
  if (!other) {
    const all = [...notes, ...credentialsNote(failure)];
    return all.length > 0 ? { notes: all } : {};
  }
  const check = asIf(failure, other);
  const title = explain(check)?.rule.title(check);
  const why = title === undefined ? '' : `: ${title}`;
  return {
    notes: [
      ...notes,
      `If the request had credentials, the browser reported \`${other.error}\` instead${why}. The recording does not show whether it had any.`,
    ],
  };
}

/** Evidence: the credentials mode, where tracing saw it. */
function credentialsSeen(failure: Failure): Evidence[] {
  const found = credentialsTraced(failure);
  return found === null ? [] : [{ side: 'request', header: ':credentials', found, expected: null }];
}

/** The note on what only tracing can tell. */
function credentialsNote(failure: Failure): string[] {
  const mode = credentialsTraced(failure);
  if (mode === null) return [];
  const call =
    mode === 'include'
      ? "The call sends credentials (`credentials: 'include'` or `withCredentials`)"
      : 'The call sends no credentials';
  return [`${call}: seen by tracing${failure.exchange.traced?.claimed ? ', says the file' : ''}.`];
}

/** The first rule that explains the failure. */
function explain(failure: Failure): { rule: Rule; explanation: Explanation } | null {
  for (const rule of rules) {
    const explanation = rule.explain(failure);
    if (explanation) return { rule, explanation };
  }
  return null;
}

/** The failure as if each further check had been the first to fail. */
function furtherChecks(failure: Failure): Failure[] {
  // With a good session nobody requests the login page, so what else it fails is of no interest.
  if (redirectToLogin(failure)?.followed) return [];
  const further = failure.failures.slice(failure.verdict.outcome === 'blocked' ? 1 : 0);
  return further
    .filter((check) => !isOfErrorPage(failure, check))
    .map((check) => asIf(failure, check));
}

/**
 * True when the check failed on the very response whose status is the fault, for a header it does not have: what an
 * error page leaves out says nothing about the response that will take its place.
 */
function isOfErrorPage({ hop, verdict }: Failure, check: CheckFailure): boolean {
  const same = check.step.kind === verdict.step.kind && check.step.hop === verdict.step.hop;
  if (!same || !hop.response || isOkStatus(hop.response.status)) return false;
  const header = headerCheckedBy(check.error) ?? 'access-control-allow-origin';
  return headerSeen({ hop }, header).found === null;
}

function asIf(failure: Failure, check: CheckFailure): Failure {
  const leg = failure.exchange.hops[check.step.hop] ?? failure.exchange.hops[0];
  return {
    ...failure,
    verdict: { outcome: 'blocked', ...check },
    error: check.error,
    hop: check.step.kind === 'preflight' ? (leg.preflight ?? leg) : leg,
  };
}
