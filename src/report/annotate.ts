import { version } from '../../package.json';
import type { AdviceFinding } from '../advice/types.ts';
import { fixFor, type HeaderChange } from '../fixes/fix.ts';
import type { Policy, Stack } from '../fixes/types.ts';
import { isObject } from '../recording/json.ts';
import type { Certainty, CheckFailure, Verdict } from '../recording/types.ts';
import type { Evidence } from '../rules/types.ts';
import { entriesOf, type Finding } from '../session.ts';
import { decisiveStep } from '../verdict/step.ts';
import { type Diagnosed, type DiagnoseOptions, diagnoseHar } from './diagnose.ts';
import type { Har } from './har.ts';
import { certaintyOf, headlineOf } from './summary.ts';

/** What an entry's `_cors` says. The fields are public: other tools read them. */
export interface CorsAnnotation {
  version: 1;
  role: 'request' | 'preflight' | 'redirect';
  outcome: Verdict['outcome'];
  /** The check that failed, as Chromium's Network.CorsError names it, or the browser's error code. */
  error: string | null;
  parameter: string | null;
  /** The check that failed instead, should the credentials mode, which nothing shows, be the other. */
  alternative?: { error: string; parameter: string | null };
  rule: string | null;
  misleading: boolean;
  certainty: Certainty;
  title: string | null;
  summary: string | null;
  steps: readonly string[];
  evidence: readonly Evidence[];
  behind: readonly string[];
  /** Set where "Try this fix" changed the response on its way: the headers shown are the server's own. */
  simulated?: true;
  /** Indexes into `log.entries`, where the file has such entries. */
  preflight?: number;
  request?: number;
  /** Where CORS config of the server helps; no stack and no snippet where nothing tells which it is. */
  fix?: {
    stack: string | null;
    policy: Policy;
    change: readonly HeaderChange[];
    snippet: string | null;
  };
  advice: readonly Pick<AdviceFinding, 'rule' | 'summary'>[];
}

/** A HAR with its diagnoses, and what they were made of. */
export interface Annotated extends Diagnosed {
  readonly har: Har;
  /** By index into the result's `log.entries`. */
  readonly annotations: ReadonlyMap<number, CorsAnnotation>;
}

/** How to annotate, and how to diagnose before. */
export interface AnnotateOptions extends DiagnoseOptions {
  /** The stack to write a fix for; undefined: the one detected from the responses. */
  readonly stackFor?: ((finding: Finding) => Stack | undefined) | undefined;
  /** Which findings' entries to keep; all entries unless given. The diagnosis is that of the whole file. */
  readonly only?: ((finding: Finding) => boolean) | undefined;
}

const mark = 'CORS Lens: ';

/**
 * A copy of the HAR in which every cross-origin entry carries its diagnosis: `comment` for people,
 * `_cors` for tools. Everything else stays as it is; earlier annotations of ours are replaced.
 */
export function annotate(
  har: Har,
  { stackFor, only, ...options }: AnnotateOptions = {},
): Annotated {
  const { log } = har;
  const { findings: all, malformed, lacks } = diagnoseHar(har, options);
  const findings = only ? all.filter(only) : all;
  const kept = only ? new Set(findings.flatMap(({ exchange }) => entriesOf(exchange))) : null;
  /** Where an entry stands in the result. */
  const place = new Map(
    [...(kept ?? log.entries.keys())].sort((a, b) => a - b).map((from, to) => [from, to]),
  );
  const annotations = new Map<number, CorsAnnotation>();
  for (const finding of findings)
    annotateFinding(finding, annotations, fixOf(finding, all, stackFor), place);

  const entries = [...place].map(([from, to]) =>
    annotateEntry(log.entries[from], annotations.get(to)),
  );
  const simulated = findings.filter(({ exchange }) => exchange.simulated).length;
  const counts = {
    entries: entries.length,
    checked: findings.length,
    ...outcomes(findings),
    malformed: kept ? 0 : malformed.length,
    ...(simulated > 0 ? { simulated } : {}),
  };
  const summary = `${counts.checked} cross-origin requests checked, ${counts.blocked} blocked by CORS, ${counts.failed} failed for other reasons, ${counts.undetermined} undetermined${counts.pending > 0 ? `, ${counts.pending} still running` : ''}.${simulated > 0 ? ` ${simulated} of them ran with a fix preview on.` : ''}`;
  const { _cors: _, ...rest } = log;
  const _cors = {
    version: 1,
    tool: { name: 'CORS Lens', version },
    counts,
    ...(lacks.length > 0 ? { lacks } : {}),
  };
  return {
    har: { ...har, log: { ...withComment({ ...rest, entries }, summary, '_cors' in log), _cors } },
    findings,
    malformed,
    lacks,
    annotations,
  };
}

/** One entry with its annotation, in place of an earlier one. */
export function annotateEntry(entry: unknown, annotation: CorsAnnotation | undefined): unknown {
  if (!isObject(entry)) return entry;
  const { _cors: earlier, ...rest } = entry;
  const said = withComment(
    rest,
    prose(annotation),
    isObject(earlier) && Boolean(earlier.title || earlier.summary),
  );
  return annotation ? { ...said, _cors: annotation } : said;
}

/** What the server of a finding must change, for `_cors`; undefined where no CORS config helps. */
function fixOf(
  finding: Finding,
  findings: readonly Finding[],
  stackFor: AnnotateOptions['stackFor'],
): CorsAnnotation['fix'] {
  const { config } = fixFor(finding, findings, stackFor?.(finding)?.id);
  if (config === null) return undefined;
  const { stack, target, change, snippet } = config;
  return { stack: stack?.id ?? null, policy: target, change, snippet };
}

/** Annotates the entries of a finding: what decided bears the diagnosis, what led there passed. */
function annotateFinding(
  finding: Finding,
  annotations: Map<number, CorsAnnotation>,
  fix: CorsAnnotation['fix'],
  place: ReadonlyMap<number, number>,
): void {
  const { exchange, verdict } = finding;
  if (exchange.mode === 'no-cors' && verdict.outcome === 'allowed' && finding.advice.length === 0) {
    return;
  }
  const last = exchange.hops.length - 1;
  const step = decisiveStep(exchange, verdict);
  const ending = endingOf(finding, fix);
  for (const [index, leg] of exchange.hops.entries()) {
    const preflight = place.get(leg.preflight?.entry ?? -1);
    const request = place.get(leg.entry);
    const passed: CorsAnnotation = {
      ...passing,
      role: index < last ? 'redirect' : 'request',
      ...(exchange.simulated ? { simulated: true } : {}),
      ...(preflight === undefined ? {} : { preflight }),
      ...(request === undefined ? {} : { request }),
      advice: [],
    };
    const ended: CorsAnnotation = { ...passed, ...ending };
    if (request !== undefined) annotations.set(request, index === last ? ended : passed);
    if (preflight !== undefined) {
      const atFault = step.kind === 'preflight' && step.hop === index;
      // A preflight without a response did not pass.
      const unresponded = leg.preflight?.response === null && verdict.outcome !== 'allowed';
      annotations.set(preflight, {
        ...(atFault || unresponded ? ended : passed),
        role: 'preflight',
      });
    }
  }
}

/** What is said of a message that passed. */
const passing = {
  version: 1,
  role: 'request',
  outcome: 'allowed',
  error: null,
  parameter: null,
  rule: null,
  misleading: false,
  certainty: 'certain',
  title: null,
  summary: null,
  steps: [],
  evidence: [],
  behind: [],
} as const satisfies Partial<CorsAnnotation>;

/** What is said of the message that decided. */
function endingOf(finding: Finding, fix: CorsAnnotation['fix']): Partial<CorsAnnotation> {
  const { exchange, verdict, diagnosis } = finding;
  return {
    outcome: verdict.outcome,
    error: errorOf(verdict),
    parameter: verdict.outcome === 'blocked' ? verdict.parameter : null,
    ...alternativeOf(verdict),
    rule: diagnosis?.rule ?? null,
    misleading: diagnosis?.misleading ?? false,
    certainty: certaintyOf(finding),
    title: diagnosis?.title ?? null,
    summary:
      diagnosis?.summary ??
      (verdict.outcome === 'undetermined'
        ? verdict.reason
        : exchange.simulated || verdict.outcome === 'pending' || doubtOf(verdict)
          ? headlineOf(finding).text
          : null),
    steps: diagnosis?.steps ?? [],
    evidence: diagnosis?.evidence ?? [],
    behind: (diagnosis?.behind ?? []).map(({ rule }) => rule),
    ...(fix ? { fix } : {}),
    advice: finding.advice.map(({ rule, summary }) => ({ rule, summary })),
  };
}

/** The check that failed, or the error code of what failed otherwise. */
function errorOf(verdict: Verdict): string | null {
  if (verdict.outcome === 'blocked') return verdict.error;
  return verdict.outcome === 'failed' ? verdict.error.text : null;
}

function alternativeOf(verdict: Verdict): Pick<CorsAnnotation, 'alternative'> {
  const other = verdict.outcome === 'blocked' ? verdict.alternative : doubtOf(verdict);
  return other ? { alternative: { error: other.error, parameter: other.parameter } } : {};
}

/** The check that failed after all, should the request have had credentials. */
function doubtOf(verdict: Verdict): CheckFailure | undefined {
  return verdict.outcome === 'allowed' ? verdict.doubt : undefined;
}

function outcomes(findings: readonly Finding[]): Record<Verdict['outcome'], number> {
  const counts = { allowed: 0, blocked: 0, failed: 0, undetermined: 0, pending: 0 };
  for (const { verdict } of findings) counts[verdict.outcome]++;
  return counts;
}

function prose(annotation: CorsAnnotation | undefined): string | null {
  if (!annotation?.title && !annotation?.summary) return null;
  return [annotation.title && `${annotation.title}.`, annotation.summary, ...annotation.steps]
    .filter(Boolean)
    .join(' ');
}

/** Puts our prose behind whatever comment was there; `before`: there is prose of ours at its end already. */
function withComment<T extends Record<string, unknown>>(
  object: T,
  text: string | null,
  before: boolean,
): T {
  const { comment, ...rest } = object;
  const said = typeof comment === 'string' ? comment : '';
  const at = before ? `\n${said}`.lastIndexOf(`\n${mark}`) : -1;
  const kept = at < 0 ? said : said.slice(0, at).trimEnd();
  const joined = [kept, text && mark + text].filter(Boolean).join('\n');
  if (joined === said) return object;
  return (joined === '' ? rest : { ...rest, comment: joined }) as T;
}
