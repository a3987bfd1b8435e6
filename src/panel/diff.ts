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
    const [start, fromEnd, toEnd] = differing(today.text, needed.text);
    return [
      { ...today, marked: start < fromEnd ? [start, fromEnd] : null },
      { ...needed, marked: start < toEnd ? [start, toEnd] : null },
    ];
  });
}

/** The header lines to be sent, for the clipboard. */
export function headersOf(change: Config['change']): string {
  return change.map(({ header, to }) => `${headerName(header)}: ${to}`).join('\n');
}

/** "Access-Control-Allow-Origin" for "access-control-allow-origin". */
export function headerName(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** Where two texts begin to differ, and where each differs no longer. */
function differing(a: string, b: string): [start: number, aEnd: number, bEnd: number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let same = 0;
  while (same < shorter - start && a.at(-1 - same) === b.at(-1 - same)) same += 1;
  return [start, a.length - same, b.length - same];
}
