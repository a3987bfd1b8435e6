/** Longer files are not read: nobody needs them formatted, and a bundle of this size says little. */
const mostCharacters = 4_000_000;
const linesBefore = 2;
const linesAfter = 4;
/** Characters of a line; of a longer one, those around the call. */
const widest = 160;

/** What is needed of `chrome.devtools.inspectedWindow`. */
interface Inspected {
  getResources(callback: (resources: readonly Resource[]) => void): void;
}

interface Resource {
  readonly url: string;
  getContent(callback: (content: string | null, encoding: string) => void): void;
}

/** The text of a file that DevTools has; null where it has none, or one that is too large or no text. */
export async function readSource(inspected: Inspected, url: string): Promise<string | null> {
  const resources = await new Promise<readonly Resource[]>((resolve) =>
    inspected.getResources(resolve),
  );
  const wanted = url.replace(/#.*/s, '');
  const resource = resources.find((each) => each.url === url || each.url === wanted);
  if (resource === undefined) return null;
  return new Promise((resolve) =>
    resource.getContent((content, encoding) =>
      resolve(
        typeof content === 'string' && encoding === '' && content.length <= mostCharacters
          ? content
          : null,
      ),
    ),
  );
}

/** A line of a file, from 1. */
export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** The call is in it. */
  readonly call: boolean;
}

/** The lines around a place, both counted from 1, without the indent they share; empty where the file has no such line. */
export function excerpt(source: string, line: number, column: number): SourceLine[] {
  let start = 0;
  let number = 1;
  // Without splitting a file of megabytes.
  for (; number < line - linesBefore; number += 1) {
    const end = source.indexOf('\n', start);
    if (end < 0) return [];
    start = end + 1;
  }
  const lines: { number: number; text: string }[] = [];
  for (; number <= line + linesAfter && start <= source.length; number += 1) {
    const end = source.indexOf('\n', start);
    const stop = end < 0 ? source.length : end;
    lines.push({ number, text: cut(source, start, stop, number === line ? column : 1) });
    start = stop + 1;
  }
  if (!lines.some((each) => each.number === line)) return [];
  while (lines.at(-1)?.text.trim() === '') lines.pop();
  while (lines[0]?.text.trim() === '') lines.shift();
  const indent = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length)
    .reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return lines.map(({ number: at, text }) => ({
    number: at,
    text: text.slice(indent),
    call: at === line,
  }));
}

/** A line, or, of one that is too long, the part around a column. */
function cut(source: string, start: number, stop: number, column: number): string {
  const length = stop - start;
  if (length <= widest) return tidy(source.slice(start, stop));
  const from = Math.max(0, Math.min(column - 1 - widest / 4, length - widest));
  const text = tidy(source.slice(start + from, start + from + widest));
  return `${from > 0 ? '…' : ''}${text}${from + widest < length ? '…' : ''}`;
}

function tidy(text: string): string {
  return text.replace(/\r$/, '').replaceAll('\t', '  ');
}
