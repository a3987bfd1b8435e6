import type { Finding } from '../session.ts';
import { isProblem, type Row } from './list.ts';

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
  const at = rows.find(({ key }) => key === active);
  if (at) return { row: at, finding: leadOf(at) };
  // In a folded group, or filtered out.
  const away = findings.find(({ exchange }) => exchange.id === active);
  if (away) return { row: null, finding: away };
  const row =
    rows.find((each) => each.kind === 'finding' && signature(each.finding) === selected) ??
    rows.find((each) => each.kind === 'group' || isProblem(each.finding)) ??
    rows[0];
  return row ? { row, finding: leadOf(row) } : { row: null, finding: null };
}

/** The finding whose detail a row opens. */
function leadOf(row: Row): Finding | null {
  return row.kind === 'finding' ? row.finding : (row.members[0] ?? null);
}

/** The findings a line stands for; those of an open group have lines of their own. */
export function membersOf(row: Row): readonly Finding[] {
  if (row.kind === 'finding') return [row.finding];
  return row.open ? [] : row.members;
}

/** What stays the same of a request over a reload of page or DevTools. */
export function signature({ exchange }: Finding): string {
  return `${exchange.hops[0].method} ${exchange.hops[0].url}`;
}
