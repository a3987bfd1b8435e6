import { get } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { checkedHeaders } from '../recording/stored.ts';
import type { Exchange, Verdict } from '../recording/types.ts';
import { inChrome } from './chrome-console.ts';
import { inFirefox } from './firefox-console.ts';
import type { Decision, Refusal } from './refusal.ts';
import { inSafari } from './safari-console.ts';

/**
 * What Chrome, Firefox and Safari decide about an exchange that CORS blocked, and what each prints.
 * Empty when CORS did not block it, and for a call that made no request. The messages quote the network: plain text, never markup.
 */
export function decisionsOf(exchange: Exchange, verdict: Verdict): readonly Decision[] {
  if (verdict.outcome !== 'blocked' || exchange.traced?.unsent) return [];
  const leg = exchange.hops[verdict.step.hop] ?? exchange.hops[0];
  const preflight = verdict.step.kind === 'preflight' ? leg.preflight : null;
  const refused = preflight ?? leg;
  const requested = leg.preflight ? requestedHeaders(leg.preflight.headers) : [];
  return decisions({
    error: verdict.error,
    parameter: verdict.parameter,
    stage: preflight ? 'preflight' : 'response',
    url: leg.url,
    firstUrl: exchange.hops[0].url,
    origin: exchange.origin,
    originSent: get(refused.headers, 'origin') ?? exchange.origin,
    client: exchange.client,
    destination: exchange.destination,
    // The check that failed tells the mode where nothing else does.
    credentials:
      exchange.credentials === 'include' ||
      /(WildcardOriginNotAllowed|InvalidAllowCredentials)$/.test(verdict.error)
        ? 'include'
        : 'omit',
    method: get(preflight?.headers ?? [], 'access-control-request-method') ?? leg.method,
    headers: requested,
    response: refused.response && {
      ...refused.response,
      headers: checkedHeaders(refused.response),
    },
  });
}

/** What Chrome, Firefox and Safari decide about a request that Chromium refused, each in its own order. */
export function decisions(refusal: Refusal): readonly [Decision, Decision, Decision] {
  return [inChrome(refusal), inFirefox(refusal), inSafari(refusal)];
}
