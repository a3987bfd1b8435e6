import type { CorsError } from '../../src/cors/errors.ts';
import type { Verdict } from '../../src/recording/types.ts';
import type { Finding } from '../../src/session.ts';
import type { CorsMessage } from '../browser/firefox.ts';
import type { Call } from '../oracle/case.ts';
import { caseOf, type Observed } from './oracle.ts';

/** How our verdict on one case stands to what the page saw and Firefox's console said. */
export interface Judgement {
  readonly id: string;
  /**
   * Blocked or not, as the page saw it. "unseen": no entry came, and we say nothing; "unknown": the page
   * does not know either, such as what became of a beacon.
   */
  readonly outcome: 'agrees' | 'differs' | 'unseen' | 'unknown';
  /** The console's first reason and our error; null where the console names no check. */
  readonly category: 'agrees' | 'differs' | null;
  readonly certain: boolean;
  /** Everything in one line. */
  readonly line: string;
}

/** The message Firefox prints for each check, without `CORS` and the version at the end. */
const categories: Partial<Record<CorsError, readonly string[]>> = {
  MissingAllowOriginHeader: ['MissingAllowOrigin'],
  WildcardOriginNotAllowed: ['NotSupportingCredentials'],
  // Firefox has one name for every value that is not the origin; several lines have a name of their own,
  // provided the server wrote the header with capitals.
  AllowOriginMismatch: ['AllowOriginNotMatchingOrigin'],
  InvalidAllowOriginValue: ['AllowOriginNotMatchingOrigin'],
  MultipleAllowOriginValues: ['MultipleAllowOriginNotAllowed', 'AllowOriginNotMatchingOrigin'],
  InvalidAllowCredentials: ['MissingAllowCredentials'],
  PreflightMissingAllowOriginHeader: ['MissingAllowOrigin'],
  PreflightWildcardOriginNotAllowed: ['NotSupportingCredentials'],
  PreflightAllowOriginMismatch: ['AllowOriginNotMatchingOrigin'],
  PreflightInvalidAllowOriginValue: ['AllowOriginNotMatchingOrigin'],
  PreflightMultipleAllowOriginValues: [
    'MultipleAllowOriginNotAllowed',
    'AllowOriginNotMatchingOrigin',
  ],
  PreflightInvalidAllowCredentials: ['MissingAllowCredentials'],
  PreflightInvalidStatus: ['PreflightDidNotSucceed'],
  PreflightDisallowedRedirect: ['ExternalRedirectNotAllowed'],
  InvalidAllowMethodsPreflightResponse: ['InvalidAllowMethod'],
  InvalidAllowHeadersPreflightResponse: ['InvalidAllowHeader'],
  MethodDisallowedByPreflightResponse: ['MethodNotFound'],
  HeaderDisallowedByPreflightResponse: ['MissingAllowHeaderFromPreflight'],
  RedirectContainsCredentials: ['DidNotSucceed'],
  CorsDisabledScheme: ['RequestNotHttp', 'DidNotSucceed'],
};

/** Firefox's names of the reasons, the first decides; warnings about what passed are left out. */
export function reasons(messages: readonly CorsMessage[] = []): string[] {
  return messages
    .map(({ category }) => category.replace(/^CORS/, '').replace(/\d+$/, ''))
    .filter((name) => !name.endsWith('Deprecation'));
}

/** True when the console's reason is that of our error. */
export function agrees(reason: string, error: CorsError): boolean {
  return categories[error]?.includes(reason) ?? false;
}

/** True when we claim it without reserve. */
export function isCertain(verdict: Verdict): boolean {
  switch (verdict.outcome) {
    case 'allowed':
      return verdict.doubt === undefined;
    case 'blocked':
      return verdict.certainty === 'certain';
    case 'failed':
      return verdict.certainty !== 'likely';
    case 'undetermined':
    case 'pending':
      return false;
  }
}

/** True when we say that the page did not get the response. */
export function isFailure(verdict: Verdict): boolean {
  if (verdict.outcome === 'undetermined') return verdict.failed;
  return verdict.outcome !== 'allowed' && verdict.outcome !== 'pending';
}

/** Judges every case of a page. */
export function judge(observed: Observed): Judgement[] {
  return Object.keys(observed.results).map((id) => judgeCase(id, observed));
}

function judgeCase(id: string, observed: Observed): Judgement {
  const kase = observed.cases[id];
  const calls = kase?.calls ?? [];
  const results = observed.results[id] ?? 'lost';
  const said = reasons(observed.messages[id]);
  const findings = observed.findings.filter(({ exchange }) =>
    exchange.hops.some(({ url }) => caseOf(url) === id),
  );
  const line = [
    `${id} ${observed.page.replace(/\/page.*/, '')} ${kase?.context ?? 'page'} ${JSON.stringify(calls[0])}`,
    `saw ${results}; console ${said.join(', ') || 'silent'}`,
    ...findings.map(tell),
  ].join('\n    ');
  const [finding] = findings;
  if (!finding) return { id, outcome: 'unseen', category: null, certain: false, line };
  if (calls.length > 1 && typeof results !== 'string') {
    const faulty = Object.values(kase?.routes ?? {}).some((route) =>
      Object.values(route)
        .flat()
        .some(({ fault }) => fault),
    );
    const unknown = { outcome: 'unknown', certain: false } as const;
    const judged = faulty ? unknown : judgeCalls(calls, results, findings);
    return { id, ...judged, category: namesAll(findings, calls.length, said), line };
  }
  const { verdict, exchange } = finding;
  const received = exchange.hops.every(({ response }) => response !== null);
  const read = isRead(calls[0]?.client ?? 'fetch', String(results), said, received);
  const outcome = read === null ? 'unknown' : isFailure(verdict) === read ? 'differs' : 'agrees';
  const reason = said.find((name) => name !== 'DidNotSucceed');
  return {
    id,
    outcome,
    category: reason === undefined ? null : names(verdict, reason) ? 'agrees' : 'differs',
    certain: isCertain(verdict),
    line,
  };
}

/**
 * Several calls of one URL: those that look alike are counted, as nothing tells which finding is whose.
 * Certain: more findings are wrong than were given with reserve.
 */
function judgeCalls(
  calls: readonly Call[],
  results: readonly string[],
  findings: readonly Finding[],
): Pick<Judgement, 'outcome' | 'certain'> {
  let outcome: Judgement['outcome'] = 'unknown';
  for (const look of new Set(calls.map(lookOf))) {
    const saw = results.filter((_, index) => lookOf(calls[index] as Call) === look);
    const mine = findings.filter(({ exchange: { hops } }) => look === lookOf(hops[0]));
    const follows = calls.every(
      (call) => lookOf(call) !== look || (call.redirect ?? 'follow') === 'follow',
    );
    const same = new Set(saw.map((result) => result.startsWith('ok'))).size === 1;
    if (!follows || mine.length === 0 || mine.length > saw.length) continue;
    if (mine.length < saw.length && !same) continue;
    const failing = mine.filter(({ verdict }) => isFailure(verdict)).length;
    const errors = same
      ? saw[0]?.startsWith('ok')
        ? 0
        : mine.length
      : saw.filter((result) => !result.startsWith('ok')).length;
    const wrong = Math.abs(failing - errors);
    if (wrong > mine.filter(({ verdict }) => !isCertain(verdict)).length) {
      return { outcome: 'differs', certain: true };
    }
    if (wrong > 0) outcome = 'differs';
    else if (outcome === 'unknown') outcome = 'agrees';
  }
  return { outcome, certain: false };
}

/** What calls of one URL can be told apart by: the method and the headers that no preflight leaves out. */
function lookOf({
  method = 'GET',
  headers = [],
}: {
  readonly method?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}): string {
  const plain = /^(get|head|post|put|delete|options)$/i.test(method)
    ? method.toUpperCase()
    : method;
  const asked = headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => /^(x-|authorization$)/.test(name));
  return [plain, ...new Set(asked.sort())].join(' ');
}

/** Of several calls the console does not say which is which: every reason must be one we name, and ours one of its. */
function namesAll(
  findings: readonly Finding[],
  calls: number,
  said: readonly string[],
): Judgement['category'] {
  const wanted = said.filter(
    (name, index) =>
      name !== 'DidNotSucceed' &&
      // Said of the same preflight.
      !(name === 'PreflightDidNotSucceed' && said[index - 1] === 'ExternalRedirectNotAllowed'),
  );
  if (wanted.length === 0) return null;
  const verdicts = findings.map(({ verdict }) => verdict);
  const ours = verdicts
    .filter(({ outcome }) => outcome === 'blocked')
    .every((verdict) => said.some((reason) => names(verdict, reason)));
  const theirs =
    verdicts.length < calls ||
    wanted.every((reason) => verdicts.some((verdict) => names(verdict, reason)));
  return ours && theirs ? 'agrees' : 'differs';
}

/** We may name two checks where nothing shows which of them came first, and one that may have failed. */
function names(verdict: Verdict, reason: string): boolean {
  const checks =
    verdict.outcome === 'blocked'
      ? [verdict, verdict.alternative]
      : verdict.outcome === 'allowed'
        ? [verdict.doubt]
        : [];
  return checks.some((check) => check && agrees(reason, check.error));
}

/**
 * True when the response got to the page, false when the browser kept it, null when neither page nor console
 * can say. The console speaks of every `cors` request that CORS or the network ended; a page also sees
 * an error where a response came and was of no use: a wrong type, an error page, a body that broke off.
 */
function isRead(
  client: string,
  saw: string,
  said: readonly string[],
  received: boolean,
): boolean | null {
  if (said.some((name) => name !== 'DidNotSucceed')) return false;
  if (/^ok/.test(saw) && !/opaque/.test(saw)) {
    // Preloads fire `load` even when they were blocked, or of a wrong type.
    return said.length === 0 || !/preload/.test(client) ? true : received ? null : false;
  }
  if (!/^error/.test(saw) || said.length === 0) return null;
  // Said of modules of a wrong type as well.
  return received && client !== 'fetch' && client !== 'xhr' ? null : false;
}

function tell({ exchange, verdict, diagnosis }: Finding): string {
  const { outcome, ...rest } = verdict as Verdict & { step?: unknown };
  const hops = exchange.hops.map(
    ({ method, response, preflight }) =>
      `${preflight ? `OPTIONS ${preflight.response?.status ?? 0} → ` : ''}${method} ${response?.status ?? 0}`,
  );
  return `${outcome} ${JSON.stringify(rest)} rule ${diagnosis?.rule}, credentials ${exchange.credentials}, mode ${exchange.mode}, reported ${exchange.reported}: ${hops.join(' → ')}`;
}
