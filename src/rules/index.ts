import allowCredentials from './allow-credentials.ts';
import allowHeaders from './allow-headers.ts';
import allowMethods from './allow-methods.ts';
import allowOriginDuplicated from './allow-origin-duplicated.ts';
import allowOriginMismatch from './allow-origin-mismatch.ts';
import allowOriginMissing from './allow-origin-missing.ts';
import allowOriginWildcardCredentials from './allow-origin-wildcard-credentials.ts';
import connectionRefused from './connection-refused.ts';
import forbidden from './forbidden.ts';
import gatewayError from './gateway-error.ts';
import preflightNotRouted from './preflight-not-routed.ts';
import preflightRedirect from './preflight-redirect.ts';
import preflightUnauthenticated from './preflight-unauthenticated.ts';
import serverError from './server-error.ts';
import type { Diagnosis, Explanation, Failure, Rule } from './types.ts';
import unauthenticated from './unauthenticated.ts';

/** Every cause, in the order that puts the real fault first. */
export const rules: readonly Rule[] = [
  // No answer at all.
  connectionRefused,
  // The server answered with an error, and its page lacks the headers.
  unauthenticated,
  forbidden,
  serverError,
  gatewayError,
  // The preflight was answered with an error or a redirect.
  preflightRedirect,
  preflightUnauthenticated,
  preflightNotRouted,
  // The headers, in the order of the standard.
  allowOriginDuplicated,
  allowOriginMismatch,
  allowOriginMissing,
  allowOriginWildcardCredentials,
  allowCredentials,
  allowMethods,
  allowHeaders,
];

/**
 * The diagnosis of a failure, null when no rule answers. `behind` names what would fail next, if only this
 * cause were repaired and everything else in the answers stayed as it is.
 */
export function diagnose(failure: Failure): Diagnosis | null {
  const answers = new Map<Rule, Explanation>();
  for (const check of checksOf(failure)) {
    for (const rule of rules) {
      if (answers.has(rule)) continue;
      const explanation = rule.explain(check);
      if (explanation) answers.set(rule, explanation);
    }
  }
  const [first, ...others] = answers;
  if (!first) return null;
  const [{ id, title, misleading, repair, spec, mdn }, explanation] = first;
  return {
    rule: id,
    title,
    misleading,
    repair,
    spec,
    mdn,
    ...explanation,
    behind: others.map(([rule]) => rule.id),
  };
}

/** The failure as the browser decided it, then as if each further check had been the first to fail. */
function checksOf(failure: Failure): Failure[] {
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
