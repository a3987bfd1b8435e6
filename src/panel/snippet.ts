import type { Config } from '../fixes/fix.ts';

/** A line of a config as it is shown. */
export interface SnippetLine {
  readonly text: string;
  /** Spaces before the text, after what all lines shown have in common. */
  readonly indent: number;
  /** True for a line that holds what is new. */
  readonly key: boolean;
}

/** Lines of a config that are shown before somebody asks for all. */
export const shownLines = 8;

/** Comments, imports and what else stands before the part that matters. */
const preamble =
  /^\s*(?:$|\/\/|#|\/\*|\*|--|<!--|;|"use |'use |import\b|from\b.*\bimport\b|using\b|package\b|use\s|require\b|const\s.*=\s*require\(|<\?php|<\?xml)/;

/**
 * The lines of a config with those marked that hold what is new, and where to begin to read: at the first
 * line that does something, or later where the change would not be among the lines shown.
 */
export function snippetLines(
  text: string,
  change: Config['change'],
): { lines: readonly SnippetLine[]; start: number } {
  const raw = text
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll('\t', '    '));
  const fresh = change.flatMap(added);
  const keys = raw.map(
    (line) => !preamble.test(line) && fresh.some((value) => line.toLowerCase().includes(value)),
  );
  const first = Math.max(
    0,
    raw.findIndex((line) => !preamble.test(line)),
  );
  const key = keys.indexOf(true);
  const start =
    raw.length <= shownLines || key < first + shownLines
      ? first
      : Math.min(key - 3, raw.length - shownLines);
  return {
    lines: raw.map((line, index) => ({
      text: line.trimStart(),
      indent: line.length - line.trimStart().length,
      key: keys[index] ?? false,
    })),
    start: raw.length <= shownLines ? 0 : Math.max(0, Math.min(start, raw.length - 1)),
  };
}

/** The values that a header gains, as a config would hold them; short ones would be found anywhere. */
function added({ header, from, to }: Config['change'][number]): string[] {
  const today = valuesOf(from ?? '');
  const values = valuesOf(to).filter((value) => !today.includes(value));
  if (header === 'access-control-allow-credentials') return ['credentials'];
  return values.filter((value) => value.length > 2 && value !== 'origin');
}

function valuesOf(header: string): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((value) => value.trim());
}
