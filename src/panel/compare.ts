import { corsCheck } from '../cors/cors-check.ts';
import { get } from '../cors/headers.ts';
import { isOkStatus, preflightCheck, requestedHeaders } from '../cors/preflight.ts';
import { quote } from '../prose.ts';
import { checkedHeaders } from '../recording/stored.ts';
import type { Exchange, Hop, Verdict } from '../recording/types.ts';
import { checkFailures } from '../verdict/checks.ts';
import { decisiveStep } from '../verdict/step.ts';

/** What one response allows of one thing requested. */
export interface HeaderCheck {
  /** The header's value; null when it is missing. */
  readonly value: string | null;
  /** Whether it lets the page through; null where this response does not decide it. */
  readonly passes: boolean | null;
}

/** One thing requested, and what each response allows of it. */
export interface Comparison {
  readonly what: string;
  readonly requested: string;
  /** True when `requested` is a phrase of ours, not a value that was sent. */
  readonly isLabel?: true;
  /** Null where there was no such response, or where it has no say. */
  readonly preflight: HeaderCheck | null;
  readonly response: HeaderCheck | null;
}

/**
 * What was requested against what the server allowed, at the request that decided: the same checks
 * that gave the verdict, line by line. Empty when no response was seen, and in `no-cors` mode, which requests nothing.
 */
export function compare(exchange: Exchange, verdict: Verdict): Comparison[] {
  if (exchange.mode === 'no-cors') return [];
  const hop = decisiveStep(exchange, verdict).hop;
  const leg = exchange.hops[hop] ?? exchange.hops[0];
  const preflight = leg.preflight;
  const preflightResponse = preflight?.response ?? null;
  const received = leg.response;
  if (preflightResponse === null && received === null) return [];

  const origin = get(preflight?.headers ?? leg.headers, 'origin') ?? exchange.origin;
  const mode = credentialsMode(exchange, verdict);
  const credentials = mode === 'include' ? 'include' : 'omit';
  const request = {
    origin,
    credentials,
    method: (preflight && get(preflight.headers, 'access-control-request-method')) ?? leg.method,
    headers: preflight === null ? [] : requestedHeaders(preflight.headers),
  } as const;

  const failures =
    preflightResponse === null
      ? []
      : preflightCheck(request, preflightResponse).map(({ error, parameter }) => ({
          error,
          parameter,
        }));
  const fails = (error: string, parameter?: string): boolean =>
    failures.some(
      (f) => f.error === error && (parameter === undefined || f.parameter === parameter),
    );

  const access = (message: Hop['response'], of: 'origin' | 'credentials'): HeaderCheck | null => {
    if (message === null) return null;
    const faults = corsCheck({ origin, credentials }, checkedHeaders(message));
    const fault = faults.some(
      ({ error }) => (error === 'InvalidAllowCredentials') === (of === 'credentials'),
    );
    const value = get(checkedHeaders(message), `access-control-allow-${of}`);
    return { value, passes: of === 'credentials' && mode === 'unknown' ? null : !fault };
  };

  const rows: Comparison[] = [
    {
      what: 'Origin',
      requested: origin,
      preflight: access(preflightResponse, 'origin'),
      response: access(received, 'origin'),
    },
  ];
  if (mode !== 'omit') {
    rows.push({
      what: 'Credentials',
      requested: mode === 'include' ? 'included' : 'unknown',
      isLabel: true,
      preflight: access(preflightResponse, 'credentials'),
      response: access(received, 'credentials'),
    });
  }
  if (preflightResponse !== null) {
    const methods = get(preflightResponse.headers, 'access-control-allow-methods');
    const names = get(preflightResponse.headers, 'access-control-allow-headers');
    const redirected = fails('PreflightDisallowedRedirect');
    rows.push({
      what: 'Method',
      requested: request.method,
      preflight: {
        value: methods,
        passes:
          !fails('InvalidAllowMethodsPreflightResponse') &&
          !fails('MethodDisallowedByPreflightResponse'),
      },
      response: null,
    });
    for (const name of request.headers) {
      rows.push({
        what: 'Header',
        requested: name,
        preflight: {
          value: names,
          passes:
            !fails('InvalidAllowHeadersPreflightResponse') &&
            !fails('HeaderDisallowedByPreflightResponse', name),
        },
        response: null,
      });
    }
    rows.push({
      what: 'Status',
      requested: '2xx required',
      isLabel: true,
      preflight: {
        value: String(preflightResponse.status),
        passes: isOkStatus(preflightResponse.status) && !redirected,
      },
      response: null,
    });
  }
  return rows;
}

/** The mode that was proved, else the one that alone explains the verdict. */
function credentialsMode(exchange: Exchange, verdict: Verdict): Exchange['credentials'] {
  if (exchange.credentials !== 'unknown' || verdict.outcome !== 'blocked') {
    return exchange.credentials;
  }
  return checkFailures(exchange, 'omit').length === 0 ? 'include' : 'unknown';
}

/** "1 of 5 not allowed: header `x-request-id`": the comparison in a line; empty where nothing was compared. */
export function gistOf(rows: readonly Comparison[]): string {
  if (rows.length === 0) return '';
  const failing = rows.filter(
    ({ preflight, response }) => preflight?.passes === false || response?.passes === false,
  );
  const [first] = failing;
  if (first === undefined) return `${rows.length} of ${rows.length} allowed`;
  const value = first.isLabel ? '' : ` \`${quote(first.requested).replaceAll('`', '')}\``;
  const more = failing.length > 1 ? ' …' : '';
  return `${failing.length} of ${rows.length} not allowed: ${first.what.toLowerCase()}${value}${more}`;
}
