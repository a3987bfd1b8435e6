import { annotate, type CorsAnnotation } from '../../src/report/annotate.ts';
import type { Har } from '../../src/report/har.ts';
import { decisionsOf } from '../../src/verdict/console.ts';
import type { Truth } from './run.ts';

/** How our verdict on one request stands to Chromium's. */
export interface Difference {
  readonly truth: Truth;
  readonly kind:
    | 'agree'
    /** Blocked by the check we name, for another of the headers that it refuses. */
    | 'sibling'
    /** Blocked by the check that we name as the other possibility; ours is "likely" only. */
    | 'other'
    /** Blocked where nothing tells an extension by which check, and we said so. */
    | 'blind'
    /** Blocked, and we named another check or parameter. */
    | 'wrong'
    /** Blocked, and we did not see it. */
    | 'missed'
    /** Not blocked by CORS, and we said it was. */
    | 'false-alarm'
    /** Not about CORS: failed and we said allowed, or the other way round. */
    | 'outcome';
  readonly certain: boolean;
  readonly expected: string;
  readonly got: string;
  /** What we say Chrome's console prints, where we agree that CORS blocked the request. */
  readonly prints: string | null;
}

/** Runs our diagnosis over a captured HAR and sets it beside what Chromium decided, request by request. */
export function compare(
  har: Har,
  truths: readonly Truth[],
  lost: ReadonlySet<string> = new Set(),
): Difference[] {
  const { annotations, findings } = annotate(har);
  const prints = new Map(
    findings.flatMap(({ exchange, verdict }) => {
      const [chrome] = decisionsOf(exchange, verdict);
      return chrome
        ? [
            [
              exchange.hops[verdict.outcome === 'blocked' ? verdict.step.hop : 0]?.entry,
              chrome.messages[0],
            ] as const,
          ]
        : [];
    }),
  );
  return truths
    .filter((truth) => truth.entry >= 0 && !lost.has(truth.id) && !isTwin(truth, truths))
    .flatMap((truth) => {
      const ours = annotations.get(truth.entry);
      const difference = judge(truth, ours);
      if (!difference) return [];
      const agreed = difference.kind === 'agree' && truth.cors && truth.role === 'request';
      return [{ ...difference, prints: (agreed && prints.get(truth.entry)) || null }];
    });
}

/**
 * True for a preflight beside another of the same URL whose request ended otherwise: nothing in the
 * recording says which of them is whose. Their requests are judged.
 */
function isTwin(truth: Truth, truths: readonly Truth[]): boolean {
  return (
    truth.role === 'preflight' &&
    truths.some(
      ({ role, url, cors }) =>
        role === 'preflight' && url === truth.url && cors?.error !== truth.cors?.error,
    )
  );
}

function judge(truth: Truth, ours: CorsAnnotation | undefined): Omit<Difference, 'prints'> | null {
  const { cors, errorText } = truth;
  const got = ours
    ? `${ours.outcome} ${ours.error ?? ''} ${ours.parameter === null ? '' : JSON.stringify(ours.parameter)} ${ours.certainty} rule=${ours.rule}`
    : 'nothing said';
  const base = { truth, got, certain: ours?.certainty === 'certain' };
  if (truth.role === 'preflight' && !cors) {
    // A preflight that passed, or failed below CORS. Whether its request was blocked is judged there.
    const alarm = ours?.outcome === 'blocked' && ours.certainty === 'certain';
    return alarm ? { ...base, kind: 'false-alarm', expected: 'passed' } : null;
  }
  if (cors) {
    const expected = `blocked ${cors.error} ${JSON.stringify(cors.parameter)}`;
    if (ours?.outcome !== 'blocked') {
      const kind = ours?.outcome === 'undetermined' ? 'blind' : 'missed';
      return { ...base, kind, expected };
    }
    return { ...base, kind: kindOfBlock(ours, cors), expected };
  }
  if (!truth.ended) {
    const expected = 'still running';
    if (!ours || ours.outcome === 'pending') return { ...base, kind: 'agree', expected };
    // Its headers came and passed; only the body is still to come.
    const passed = truth.status !== null && ours.outcome === 'allowed';
    const other = ours.outcome === 'blocked' ? 'false-alarm' : 'outcome';
    return { ...base, kind: passed ? 'agree' : other, expected };
  }
  const expected = errorText ? `failed ${errorText} ${truth.blockedReason ?? ''}` : 'allowed';
  if (ours?.outcome === 'blocked') return { ...base, kind: 'false-alarm', expected };
  const failed = errorText !== null && errorText !== 'net::ERR_ABORTED' && !truth.canceled;
  const saysFailed = ours?.outcome === 'failed' || ours?.outcome === 'undetermined';
  const aborted = errorText === 'net::ERR_ABORTED';
  const kind = ours && !aborted && failed !== saysFailed ? 'outcome' : 'agree';
  return { ...base, kind, expected };
}

function kindOfBlock(
  ours: CorsAnnotation,
  cors: NonNullable<Truth['cors']>,
): 'agree' | 'sibling' | 'other' | 'wrong' {
  if (ours.error === cors.error && (ours.parameter ?? '') === cors.parameter) return 'agree';
  // Which of several refused headers is named depends on the order of a hash table.
  if (ours.error === cors.error && cors.error === 'HeaderDisallowedByPreflightResponse')
    return 'sibling';
  return ours.certainty === 'likely' &&
    ours.alternative?.error === cors.error &&
    (ours.alternative.parameter ?? '') === cors.parameter
    ? 'other'
    : 'wrong';
}

/** The error × agreement table, as text. */
export function table(differences: readonly Difference[]): string {
  const kinds = [
    'agree',
    'sibling',
    'other',
    'blind',
    'wrong',
    'missed',
    'false-alarm',
    'outcome',
  ] as const;
  const rows = new Map<string, Record<string, number>>();
  for (const { truth, kind } of differences) {
    const other = truth.ended ? '(allowed)' : '(still running)';
    const name = truth.cors?.error ?? (truth.errorText ? `(${truth.errorText})` : other);
    const row = rows.get(name) ?? {};
    row[kind] = (row[kind] ?? 0) + 1;
    rows.set(name, row);
  }
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  const total: Record<string, number> = {};
  for (const [, row] of lines) for (const k of kinds) total[k] = (total[k] ?? 0) + (row[k] ?? 0);
  const cell = (n: number | undefined) => String(n || '·').padStart(12);
  const text = [...lines, ['total', total] as const].map(
    ([name, row]) => name.padEnd(42) + kinds.map((k) => cell(row[k])).join(''),
  );
  const blocked = differences.filter((d) => d.truth.cors);
  const agreed = blocked.filter((d) => d.kind === 'agree').length;
  const sure = differences.filter(
    (d) => d.certain && ['wrong', 'false-alarm', 'missed'].includes(d.kind),
  ).length;
  return [
    ''.padEnd(42) + kinds.map((k) => k.padStart(12)).join(''),
    ...text,
    `blocked: ${agreed} of ${blocked.length} named exactly (${((100 * agreed) / Math.max(1, blocked.length)).toFixed(2)} %), wrong and certain: ${sure}`,
  ].join('\n');
}
