import { causeOf, isProblem, responseOf, timeOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { groupOf, hostOf } from './list.ts';
import { patternOf } from './pattern.ts';

/** What failed before a reload, and when that was. */
export interface Before {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly failures: readonly Finding[];
}

/** A cause that failed before a reload, and whose requests passed after it. */
export interface Fixed {
  /** The group's key. */
  readonly key: string;
  /** Code between backticks. */
  readonly title: string;
  readonly where: string;
  /** The requests that failed before and pass now. */
  readonly count: number;
  /** A request that passes now. */
  readonly finding: Finding;
  readonly status: string;
  readonly time: string;
}

/** A request of one endpoint, whatever its ids and values. */
function endpointOf(finding: Finding): string {
  return `${hostOf(finding)} ${patternOf(finding)}`;
}

/**
 * What the failures before a reload became. Fixed means: the same method and pattern was requested again,
 * and passed every time, without a fix preview.
 */
export function fixedOf(before: Before, findings: readonly Finding[]): Fixed[] {
  const passed = new Map<string, Finding>();
  const failing = new Set<string>();
  for (const finding of findings) {
    if (finding.exchange.simulated) continue;
    if (isProblem(finding)) failing.add(endpointOf(finding));
    else if (finding.verdict.outcome === 'allowed') passed.set(endpointOf(finding), finding);
  }
  const groups = new Map<string, Fixed>();
  for (const failure of before.failures) {
    const endpoint = endpointOf(failure);
    const now = passed.get(endpoint);
    if (now === undefined || failing.has(endpoint)) continue;
    const key = groupOf(failure);
    const known = groups.get(key);
    groups.set(key, {
      key,
      title: causeOf(failure),
      where: known ? hostOf(failure) : `${patternOf(failure)} · ${hostOf(failure)}`,
      count: (known?.count ?? 0) + 1,
      finding: now,
      status: `now ${responseOf(now)}`,
      time: timeOf(now),
    });
  }
  return [...groups.values()];
}

/**
 * What a page that replaces another one is compared to: the failures of the one before, and those of earlier
 * ones that were never requested again.
 */
export function beforeReload(
  last: Before | null,
  findings: readonly Finding[],
  at: number,
): Before | null {
  const seen = new Set(findings.map(endpointOf));
  const waiting = last?.failures.filter((failure) => !seen.has(endpointOf(failure))) ?? [];
  const failures = [
    ...waiting,
    ...findings.filter((finding) => isProblem(finding) && !finding.exchange.simulated),
  ];
  return failures.length === 0 ? null : { at, failures };
}
