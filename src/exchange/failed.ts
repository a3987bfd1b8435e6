import { corsCheck } from '../cors/cors-check.ts';
import type { CorsError } from '../cors/errors.ts';
import { get, getAll } from '../cors/headers.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { challenge, isExpress, variesByOrigin } from './signs.ts';
import type { Answer, Certainty, Exchange, Hop, Verdict } from './types.ts';

/** What the questions below need to know of a failure. */
export interface Failed {
  readonly exchange: Exchange;
  readonly verdict: Exclude<Verdict, { outcome: 'allowed' }>;
  readonly error: CorsError | null;
  readonly hop: Hop;
  readonly surroundings: { readonly server: { readonly allowed: number } };
}

/** How sure the verdict itself is. */
export function certaintyOf({ verdict }: Failed): Certainty {
  if (verdict.outcome === 'blocked') return verdict.certainty;
  return verdict.outcome === 'failed' ? 'certain' : 'likely';
}

/** The origin the browser compared: what the failing message said, or the page's. */
export function originSent({ exchange, hop }: Failed): string {
  return get(hop.headers, 'origin') ?? exchange.origin;
}

/** The leg the failing message belongs to. */
export function legOf({ exchange, verdict }: Failed) {
  return exchange.hops[verdict.step.hop] ?? exchange.hops[0];
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
  return challenge(answer) === null && isHiddenPage(failed) ? answer : null;
}

/** True when the answer's CORS headers are what an error page has: none, or less than the server's other answers. */
export function isHiddenPage(failed: Failed): boolean {
  switch (failed.error) {
    case 'MissingAllowOriginHeader':
    case 'PreflightMissingAllowOriginHeader':
    case 'PreflightInvalidStatus':
      return true;
    case 'WildcardOriginNotAllowed':
    case 'MultipleAllowOriginValues':
    case 'InvalidAllowOriginValue':
    case 'InvalidAllowCredentials':
      return preflightPassed(failed) || failed.surroundings.server.allowed > 0;
    case null:
      // Opaque response blocking: the page wanted an image or a script and got an error page.
      return (
        failed.verdict.outcome === 'failed' && /\bERR_BLOCKED_BY_ORB$/.test(failed.hop.error ?? '')
      );
    default:
      return false;
  }
}

/**
 * The preflight's answer when its status, not its CORS headers, is what the server must repair first;
 * null otherwise. Chromium reports such an answer without Access-Control-Allow-Origin as a missing
 * header and never names the status.
 */
export function refusedPreflight(failed: Failed): Answer | null {
  const answer = failed.hop.response;
  if (failed.verdict.step.kind !== 'preflight' || !answer || isOkStatus(answer.status)) return null;
  // 429 and challenges have rules that hold for preflight and request alike.
  if (answer.status === 429 || challenge(answer) !== null) return null;
  return isHiddenPage(failed) ? answer : null;
}

/** Evidence: the status of the failing message's answer. */
export function statusSeen({ hop }: { hop: Hop }, expected: string | null = null) {
  const found = hop.response ? String(hop.response.status) : null;
  return { side: 'response', header: ':status', found, expected } as const;
}

/** Evidence: a response header of the failing message, all its lines as the browser joins them. */
export function headerSeen({ hop }: { hop: Hop }, header: string, expected: string | null = null) {
  const found = hop.response ? get(hop.response.headers, header) : null;
  return { side: 'response', header, found, expected } as const;
}

/** Evidence: a request header of the failing message. */
export function headerSent({ hop }: { hop: Hop }, header: string, expected: string | null = null) {
  return { side: 'request', header, found: get(hop.headers, header), expected } as const;
}

/** Evidence: the origin that was compared, as the request said it or as the page has it. */
export function originEvidence(failed: Failed) {
  return { side: 'request', header: 'origin', found: originSent(failed), expected: null } as const;
}

/** Evidence for those of the named response headers that are there. */
export function headersPresent(failed: { hop: Hop }, ...names: readonly string[]) {
  return names.map((name) => headerSeen(failed, name)).filter(({ found }) => found !== null);
}

/** The header's lines as they came. */
export function linesOf({ hop }: { hop: Hop }, header: string): string[] {
  return hop.response ? getAll(hop.response.headers, header) : [];
}

/** The browser's word for a failure that no CORS check explains, null for all others. */
export function netError({ verdict }: Failed): string | null {
  return verdict.outcome === 'failed' ? verdict.error : null;
}

/** Evidence: the browser's own word. */
export function errorSeen(error: string) {
  return { side: 'response', header: ':error', found: error, expected: null } as const;
}

/**
 * True when a 500 is most likely the CORS middleware's own: the function that decides on the origin threw.
 * No header says so. What points to it: the preflight itself failed, which no handler of the
 * application answers, on an Express error page; or the middleware had already sent `Vary: Origin` and
 * then no `Access-Control-Allow-Origin` followed. Nothing from this server may have passed before.
 */
export function isOriginCallbackError(failed: Failed): boolean {
  const answer = failed.hop.response;
  if (answer?.status !== 500 || get(answer.headers, 'access-control-allow-origin') !== null) {
    return false;
  }
  if (preflightPassed(failed) || failed.surroundings.server.allowed > 0) return false;
  if (failed.verdict.step.kind === 'preflight' && isExpress(answer)) return true;
  return variesByOrigin(answer);
}
