import type { AdviceFinding } from '../advice/types.ts';
import { sourceOf } from '../exchange/entry.ts';
import type { Certainty, Verdict } from '../exchange/types.ts';
import { type Finding, Session } from '../session.ts';

/** What an entry's `_cors` says. The fields are public: other tools read them. */
export interface CorsAnnotation {
  version: 1;
  role: 'request' | 'preflight' | 'redirect';
  outcome: Verdict['outcome'];
  error: string | null;
  parameter: string | null;
  rule: string | null;
  misleading: boolean;
  certainty: Certainty;
  title: string | null;
  summary: string | null;
  steps: readonly string[];
  evidence: readonly unknown[];
  behind: readonly string[];
  preflight?: number;
  request?: number;
  advice: readonly Pick<AdviceFinding, 'rule' | 'summary'>[];
}

/** The input is no HAR we can read; `message` is one line that names the place. */
export class HarError extends Error {}

const mark = 'CORS Lens: ';

/**
 * A copy of the HAR in which every cross-origin entry carries its diagnosis: `comment` for people,
 * `_cors` for tools. Everything else stays as it is; earlier annotations of ours are replaced.
 * Throws `HarError` when there is no `log.entries`.
 */
export function annotate(har: unknown): { har: unknown; findings: Finding[] } {
  const log = isObject(har) ? har.log : undefined;
  if (!isObject(log)) throw new HarError('The file is JSON but not a HAR: it has no "log" object.');
  if (!Array.isArray(log.entries)) throw new HarError('The HAR has no "log.entries" list.');

  const session = new Session({ source: sourceOf(log), complete: true });
  session.add(log.entries, 0, Array.isArray(log.pages) ? log.pages : []);
  session.flush();
  const findings = session.findings();
  const annotations = new Map<number, CorsAnnotation>();
  for (const finding of findings) annotateFinding(finding, annotations);

  const entries = log.entries.map((entry: unknown, index: number) => {
    if (!isObject(entry)) return entry;
    const { _cors: _, ...rest } = entry;
    const annotation = annotations.get(index);
    return withComment(annotation ? { ...rest, _cors: annotation } : rest, prose(annotation));
  });
  const counts = { entries: entries.length, checked: findings.length, ...outcomes(findings) };
  const summary = `${counts.checked} cross-origin requests checked, ${counts.blocked} blocked by CORS, ${counts.failed} failed for other reasons, ${counts.undetermined} undetermined.`;
  const annotated = withComment({ ...log, entries, _cors: { version: 1, counts } }, summary);
  return { har: { ...(har as object), log: annotated }, findings };
}

function annotateFinding(finding: Finding, annotations: Map<number, CorsAnnotation>): void {
  const { exchange, verdict, diagnosis } = finding;
  if (exchange.mode === 'no-cors' && verdict.outcome === 'allowed' && finding.advice.length === 0) {
    return;
  }
  const last = exchange.hops.length - 1;
  for (const [index, leg] of exchange.hops.entries()) {
    const places = {
      ...(leg.preflight && leg.preflight.entry >= 0 ? { preflight: leg.preflight.entry } : {}),
      ...(leg.entry >= 0 ? { request: leg.entry } : {}),
    };
    const passed: CorsAnnotation = {
      version: 1,
      role: index < last ? 'redirect' : 'request',
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
      ...places,
      advice: [],
    };
    const ended: CorsAnnotation = {
      ...passed,
      outcome: verdict.outcome,
      error: verdict.outcome === 'blocked' || verdict.outcome === 'failed' ? verdict.error : null,
      parameter: verdict.outcome === 'blocked' ? verdict.parameter : null,
      rule: diagnosis?.rule ?? null,
      misleading: diagnosis?.misleading ?? false,
      certainty: diagnosis?.certainty ?? certaintyOf(verdict),
      title: diagnosis?.title ?? null,
      summary: diagnosis?.summary ?? (verdict.outcome === 'undetermined' ? verdict.reason : null),
      steps: diagnosis?.steps ?? [],
      evidence: diagnosis?.evidence ?? [],
      behind: diagnosis?.behind ?? [],
      advice: finding.advice.map(({ rule, summary }) => ({ rule, summary })),
    };
    if (leg.entry >= 0) annotations.set(leg.entry, index === last ? ended : passed);
    if (leg.preflight && leg.preflight.entry >= 0) {
      const atFault =
        verdict.outcome !== 'allowed' &&
        verdict.step.kind === 'preflight' &&
        verdict.step.hop === index;
      annotations.set(leg.preflight.entry, { ...(atFault ? ended : passed), role: 'preflight' });
    }
  }
}

function certaintyOf(verdict: Verdict): Certainty {
  if (verdict.outcome === 'blocked') return verdict.certainty;
  return verdict.outcome === 'undetermined' ? 'likely' : 'certain';
}

function outcomes(findings: readonly Finding[]): Record<Verdict['outcome'], number> {
  const counts = { allowed: 0, blocked: 0, failed: 0, undetermined: 0 };
  for (const { verdict } of findings) counts[verdict.outcome]++;
  return counts;
}

function prose(annotation: CorsAnnotation | undefined): string | null {
  if (!annotation?.title && !annotation?.summary) return null;
  return [annotation.title && `${annotation.title}.`, annotation.summary, ...annotation.steps]
    .filter(Boolean)
    .join(' ');
}

/** Puts our prose behind whatever comment was there, in place of an earlier one of ours. */
function withComment<T extends Record<string, unknown>>(object: T, text: string | null): T {
  const before = typeof object.comment === 'string' ? object.comment : '';
  const at = before.indexOf(mark);
  const kept = (at < 0 ? before : before.slice(0, at)).trimEnd();
  const comment = [kept, text && mark + text].filter(Boolean).join('\n');
  if (comment === '' && at < 0) return object;
  const { comment: _, ...rest } = object;
  return (comment === '' ? rest : { ...rest, comment }) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
