import type { Verdict } from '../recording/types.ts';
import type { Annotated } from '../report/annotate.ts';
import { hostOf } from '../report/groups.ts';
import { isProblem, kindOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';

/** One file's diagnosis as it is shown. */
export interface Diagnosed {
  /** How messages call the file. */
  readonly name: string;
  readonly annotated: Annotated;
  /** The findings that are not ignored, without the warnings that are. */
  readonly findings: readonly Finding[];
  /** What the recording leaves out. */
  readonly lacks: readonly string[];
  readonly counts: Counts;
  /** Left out: a file, no live server. Its findings come after the others', without an entry. */
  readonly probes?: {
    readonly sent: number;
    /** What could not be probed: one sentence each. */
    readonly failed: readonly string[];
    /** What is allowed and must not be: as bad as a failure. */
    readonly dangerous: ReadonlySet<Finding>;
  };
}

/** How many requests ended how. */
export type Counts = Record<Verdict['outcome'], number> & {
  readonly entries: number;
  readonly checked: number;
  readonly malformed: number;
  /** Made while a fix preview was active; left out: none. */
  readonly simulated?: number;
  /** Left out: none. */
  readonly ignored?: number;
};

/** A host pattern, or the id of a rule. */
export type Ignored = { readonly rule: string } | { readonly host: string };

/** A file's diagnosis without what `ignored` names. */
export function diagnosed(
  name: string,
  annotated: Annotated,
  ignored: readonly Ignored[],
): Diagnosed {
  const rules = new Set(ignored.flatMap((each) => ('rule' in each ? [each.rule] : [])));
  const hosts = ignored.flatMap((each) => ('host' in each ? [each.host] : []));
  const findings = annotated.findings
    .filter(
      (finding) =>
        !(isProblem(finding) && rules.has(finding.diagnosis?.rule ?? '')) &&
        !hosts.some((pattern) => isOnHost(finding, pattern)),
    )
    .map((finding) => {
      const advice = finding.advice.filter(({ rule }) => !rules.has(rule));
      return advice.length === finding.advice.length ? finding : { ...finding, advice };
    });
  return {
    name,
    annotated,
    findings,
    lacks: annotated.lacks,
    counts: countsOf(annotated, findings),
  };
}

/** The same without warnings and limitations. */
export function quieted(file: Diagnosed): Diagnosed {
  const findings = file.findings.map((finding) =>
    file.probes?.dangerous.has(finding) ? finding : { ...finding, advice: [] },
  );
  return { ...file, findings, lacks: [] };
}

function countsOf({ har, findings, malformed }: Annotated, shown: readonly Finding[]): Counts {
  const outcomes = { allowed: 0, blocked: 0, failed: 0, undetermined: 0, pending: 0 };
  let simulated = 0;
  for (const { verdict, exchange } of shown) {
    outcomes[verdict.outcome]++;
    if (exchange.simulated) simulated++;
  }
  const ignored = findings.length - shown.length;
  return {
    entries: har.log.entries.length,
    checked: shown.length,
    ...outcomes,
    malformed: malformed.length,
    ...(simulated > 0 ? { simulated } : {}),
    ...(ignored > 0 ? { ignored } : {}),
  };
}

/** The counts of several files together. */
export function total(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, number] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + number;
  }
  return sum as Counts;
}

/** True when the request went to a host that the pattern names: with its port, or without where it names none. */
function isOnHost(finding: Finding, pattern: string): boolean {
  const host = hostOf(finding);
  return matches(host, pattern) || matches(host.replace(/:\d+$/, ''), pattern);
}

/** Whether `*` of the pattern can stand for something that makes it the text. Goes through the text once. */
function matches(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** What makes the exit code 1. */
export const failOn = ['blocked', 'failed', 'warnings', 'never'] as const;
export type FailOn = (typeof failOn)[number];

/** True when a finding of the file is as bad as `level` says, or worse. */
export function isFailure(finding: Finding, { probes }: Diagnosed, level: FailOn): boolean {
  const { verdict, advice } = finding;
  if (level !== 'never' && probes?.dangerous.has(finding)) return true;
  switch (level) {
    case 'never':
      return false;
    case 'blocked':
      return verdict.outcome === 'blocked';
    case 'failed':
      return failed(verdict);
    case 'warnings':
      return failed(verdict) || advice.length > 0 || kindOf(finding) === 'doubtful';
  }
}

/**
 * A request that surely failed counts although the file does not say why: Playwright leaves that out. One that the
 * page itself aborted does not.
 */
function failed(verdict: Verdict): boolean {
  switch (verdict.outcome) {
    case 'undetermined':
      return verdict.failed;
    case 'failed':
      return verdict.error.kind !== 'aborted';
    default:
      return verdict.outcome === 'blocked';
  }
}
