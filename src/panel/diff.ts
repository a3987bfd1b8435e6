import type { Config } from '../fixes/fix.ts';
import { quote } from '../prose.ts';

/** One line of a change. `marked` is the part that differs, as indexes into `text`; null: all of it, or nothing. */
export interface DiffLine {
  readonly sign: '-' | '+';
  readonly text: string;
  readonly marked: readonly [from: number, to: number] | null;
}

/** Headers that are worth a line where they are missing: the one that decides. */
const named = 'access-control-allow-origin';

/** Headers whose value is a list: what differs are whole items. */
const lists = new Set([
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
]);

/** The headers as they are today and as they have to be, one line each. */
export function diffOf(change: Config['change']): DiffLine[] {
  return change.flatMap(({ header, from, to }): DiffLine[] => {
    const name = headerName(header);
    const needed = { sign: '+', text: `${name}: ${to}`, marked: null } as const;
    if (from === null) {
      return header === named
        ? [{ sign: '-', text: `(no ${name})`, marked: null }, needed]
        : [needed];
    }
    const today = { sign: '-', text: `${name}: ${quote(from, 2_000)}`, marked: null } as const;
    const differ = lists.has(header) ? differingItems : differing;
    const [inToday, inNeeded] = differ(today.text, needed.text);
    return [
      { ...today, marked: inToday },
      { ...needed, marked: inNeeded },
    ];
  });
}

/** The header lines to be sent, for the clipboard. */
export function headersOf(change: Config['change']): string {
  return change.map(({ header, to }) => `${headerName(header)}: ${to}`).join('\n');
}

/** "Access-Control-Allow-Origin" for "access-control-allow-origin". */
function headerName(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

type Range = DiffLine['marked'];

/** Where two texts differ: everything between what they begin with and what they end with. */
function differing(a: string, b: string): [Range, Range] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let same = 0;
  while (same < shorter - start && a.at(-1 - same) === b.at(-1 - same)) same += 1;
  const range = (end: number): Range => (start < end ? [start, end] : null);
  return [range(a.length - same), range(b.length - same)];
}

/** Where two lists differ, item by item: spaces after commas are no difference. */
function differingItems(a: string, b: string): [Range, Range] {
  const [ours, theirs] = [itemsOf(a), itemsOf(b)];
  const shorter = Math.min(ours.length, theirs.length);
  const alike = (at: number): boolean => ours.at(at)?.text === theirs.at(at)?.text;
  let start = 0;
  while (start < shorter && alike(start)) start += 1;
  let same = 0;
  while (same < shorter - start && alike(-1 - same)) same += 1;
  const range = (items: typeof ours): Range => {
    const [first, last] = [items[start], items[items.length - same - 1]];
    return first && last && start < items.length - same ? [first.from, last.to] : null;
  };
  return [range(ours), range(theirs)];
}

/** The items of "Name: a, b" with their places. */
function itemsOf(line: string): { text: string; from: number; to: number }[] {
  let from = line.indexOf(':') + 1;
  return line
    .slice(from)
    .split(',')
    .map((item) => {
      const start = from + item.length - item.trimStart().length;
      from += item.length + 1;
      const text = item.trim();
      return { text, from: start, to: start + text.length };
    });
}
