import type { Annotated, CorsAnnotation } from '../report/annotate.ts';
import { plain } from '../report/plain.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/examine.ts';

/** One finding with the entry its annotation stands on. */
interface Row {
  readonly entry: number;
  readonly finding: Finding;
  readonly annotation: CorsAnnotation;
  /** The response's status where it failed; null when there was none. */
  readonly status: number | null;
}

/** Everything that was checked, for machines; ends with a newline. The fields are those of `_cors`. */
export function asJson(annotated: Annotated, file: string): string {
  const findings = rows(annotated).map(({ entry, finding, annotation, status }) => {
    const { method, url } = finding.exchange.hops[0];
    const { version: _, ...rest } = annotation;
    return { entry, method, url, origin: finding.exchange.origin, status, ...rest };
  });
  const { counts } = annotated.har.log._cors as { counts: unknown };
  const { malformed, lacks } = annotated;
  return `${JSON.stringify({ version: 1, file, counts, findings, malformed, lacks }, null, 2)}\n`;
}

/** What failed, one line each, then each cause once with what to do; ends with a newline. */
export function asTable(annotated: Annotated): string {
  const all = rows(annotated);
  const failed = all.filter(
    ({ annotation }) => annotation.outcome !== 'allowed' && annotation.outcome !== 'pending',
  );
  const table = [
    ['entry', 'outcome', 'cause', 'status', 'request'],
    ...failed.map(({ entry, annotation, status, finding }) => [
      String(entry),
      annotation.outcome,
      annotation.rule ?? annotation.error ?? '?',
      String(status ?? '-'),
      `${finding.exchange.hops[0].method} ${finding.exchange.hops[0].url}`,
    ]),
  ].map((row) => row.map(plain));
  const widths = [0, 1, 2, 3].map((column) =>
    table.reduce((most, row) => Math.max(most, (row[column] as string).length), 0),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 3 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  '),
  );
  const parts = [
    ...(failed.length > 0 ? [lines.join('\n')] : []),
    ...causes(failed).map(cause),
    ...doubts(all),
    ...advice(all),
    ...(annotated.malformed.length > 0
      ? [
          `${annotated.malformed.length === 1 ? '1 entry' : `${annotated.malformed.length} entries`} could not be read and ${annotated.malformed.length === 1 ? 'was' : 'were'} left out.`,
        ]
      : []),
    ...lacks(annotated),
    summary(annotated),
  ];
  return `${parts.join('\n\n')}\n`;
}

function rows({ findings, annotations }: Annotated): Row[] {
  return findings.flatMap((finding) => {
    const last = finding.exchange.hops[finding.exchange.hops.length - 1];
    const entry = [last?.entry ?? -1, last?.preflight?.entry ?? -1].find((index) => index >= 0);
    const annotation = entry === undefined ? undefined : annotations.get(entry);
    if (entry === undefined || !annotation) return [];
    const hop = hopAt(finding.exchange, decisiveStep(finding.exchange, finding.verdict));
    return [{ entry, finding, annotation, status: hop.response?.status ?? null }];
  });
}

/** Rows that share a cause and what is said of it. */
function causes(failed: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of failed) {
    const { rule, summary } = row.annotation;
    const key = `${rule}\n${rule === null ? summary : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function cause(group: Row[]): string {
  const [first] = group;
  if (!first) return '';
  const { rule, title, summary, steps, misleading, certainty } = first.annotation;
  const requests = group.length === 1 ? '1 request' : `${group.length} requests`;
  const marks = [requests, misleading && 'not a CORS problem', certainty === 'likely' && 'likely'];
  return [
    `${title ?? 'No cause found'} [${[rule, ...marks].filter(Boolean).join(', ')}]`,
    ...(summary ? [`  ${summary}`] : []),
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
  ]
    .map(plain)
    .join('\n');
}

/** What passed, unless it was sent with credentials, which nothing shows. */
function doubts(all: readonly Row[]): string[] {
  const doubtful = all.filter(
    ({ annotation }) => annotation.outcome === 'allowed' && annotation.alternative,
  );
  if (doubtful.length === 0) return [];
  const groups = new Map<string, Row[]>();
  for (const row of doubtful) {
    const summary = row.annotation.summary ?? '';
    groups.set(summary, [...(groups.get(summary) ?? []), row]);
  }
  const lines = [...groups].map(([summary, rows]) => {
    const entries = rows.slice(0, 10).map(({ entry }) => entry);
    const more = rows.length > 10 ? ` and ${rows.length - 10} more` : '';
    return plain(
      `  ${rows.length === 1 ? 'Entry' : 'Entries'} ${entries.join(', ')}${more}: ${summary}`,
    );
  });
  return [`Likely allowed:\n${lines.join('\n')}`];
}

function advice(all: readonly Row[]): string[] {
  const given = new Map<string, { summary: string; count: number }>();
  for (const { annotation } of all) {
    for (const { rule, summary } of annotation.advice) {
      given.set(rule, { summary, count: (given.get(rule)?.count ?? 0) + 1 });
    }
  }
  if (given.size === 0) return [];
  const lines = [...given].map(([rule, { summary, count }]) =>
    plain(`  ${summary} [${rule}, ${count}]`),
  );
  return [`Works, but:\n${lines.join('\n')}`];
}

function lacks({ lacks: sentences }: Annotated): string[] {
  if (sentences.length === 0) return [];
  return [`What the file leaves out:\n${sentences.map((line) => `  ${line}`).join('\n')}`];
}

function summary({ har }: Annotated): string {
  const { counts } = har.log._cors as { counts: Record<string, number> };
  return `${counts.checked} cross-origin requests checked: ${counts.blocked} blocked by CORS, ${counts.failed} failed for other reasons, ${counts.undetermined} undetermined${counts.pending ? `, ${counts.pending} still running` : ''}.${counts.simulated ? ` ${counts.simulated} of them were made while a fix was tried in the browser.` : ''}`;
}
