import { isProblem } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import type { Row } from './list.ts';

/**
 * The row that is open and the finding whose detail is shown. Where `active` is gone, that is what was
 * selected before a reload, or else what matters most.
 */
export function opened(
  rows: readonly Row[],
  findings: readonly Finding[],
  active: string | null,
  selected: string | null,
): { row: Row | null; finding: Finding | null } {
  const at =
    rows.find((row) => row.kind !== 'heading' && row.key === active) ??
    rows.find(
      (row) => row.kind === 'finding' && row.members.some(({ exchange }) => exchange.id === active),
    );
  if (at) {
    const exact = requestsOf(at).find(({ exchange }) => exchange.id === active);
    return { row: at, finding: exact ?? leadOf(at) };
  }
  // In a folded group, or filtered out.
  const away = findings.find(({ exchange }) => exchange.id === active);
  if (away) {
    const group = rows.find((row) => row.kind === 'group' && row.members.includes(away));
    return { row: group ?? null, finding: away };
  }
  const known = rows.find(
    (row) => row.kind === 'finding' && row.members.some((each) => signature(each) === selected),
  );
  if (known) {
    const finding = requestsOf(known).find((each) => signature(each) === selected);
    return { row: known, finding: finding ?? leadOf(known) };
  }
  const row =
    rows.find(
      (each) => each.kind === 'group' || (each.kind === 'finding' && isProblem(each.members[0])),
    ) ?? rows.find(({ kind }) => kind !== 'heading');
  return row ? { row, finding: leadOf(row) } : { row: null, finding: null };
}

/** The finding whose detail a row opens. */
function leadOf(row: Row): Finding | null {
  return requestsOf(row)[0] ?? null;
}

/** The findings a row is about. */
export function requestsOf(row: Row): readonly Finding[] {
  switch (row.kind) {
    case 'heading':
      return [];
    case 'fixed':
      return [row.fixed.finding];
    default:
      return row.members;
  }
}

/** The findings a row alone stands for: those of an open group have rows of their own. */
export function membersOf(row: Row): readonly Finding[] {
  return row.kind === 'group' && row.open ? [] : requestsOf(row);
}

/** What stays the same of a request over a reload of page or DevTools. */
export function signature({ exchange }: Finding): string {
  return `${exchange.hops[0].method} ${exchange.hops[0].url}`;
}
