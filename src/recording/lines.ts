import { type HeaderList, trimWhitespace } from '../cors/headers.ts';
import { isObject } from './json.ts';

/** A list of names and values, or, as some tools write it, an object of them. */
export function readHeaders(raw: unknown): HeaderList {
  const headers: HeaderList[number][] = [];
  const given: unknown[] = Array.isArray(raw)
    ? raw
    : isObject(raw)
      ? Object.entries(raw).map(([name, value]) => ({ name, value }))
      : [];
  for (const header of given) {
    if (!isObject(header) || typeof header.name !== 'string') continue;
    const { value } = header;
    // Tools that join lines of one name put line ends between them, or make a list; a browser lets no line end through.
    const text = Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value);
    if (!text.includes('\n')) headers.push(lineOf(header.name, text));
    else for (const line of text.trim().split('\n')) headers.push(lineOf(header.name, line));
  }
  return headers;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The lines that were read, by name and value as they came. */
const lines = new Map<string, Map<string, HeaderList[number]>>();
let kept = 0;

/** One object for equal lines: nearly all lines of a session were there before. */
function lineOf(name: string, value: string): HeaderList[number] {
  const known = lines.get(name)?.get(value);
  if (known) return known;
  const line = [name.toLowerCase(), trimWhitespace(value)] as const;
  if (name.length + value.length > 300) return line;
  if (++kept > 10_000) {
    lines.clear();
    kept = 1;
  }
  const values = lines.get(name);
  if (values) values.set(value, line);
  else lines.set(name, new Map([[value, line]]));
  return line;
}

/** The list without some lines; the list itself where it has none of them. */
export function without(
  headers: HeaderList,
  which: (line: HeaderList[number]) => boolean,
): HeaderList {
  return headers.some(which) ? headers.filter((line) => !which(line)) : headers;
}

/**
 * Tools write what the page requested and what went out one after the other. No browser sends a request header
 * twice with one value; of a response, two lines may be the fault.
 */
export function withoutRepeats(headers: HeaderList): HeaderList {
  if (new Set(headers.map(([name]) => name)).size === headers.length) return headers;
  const seen = new Set<string>();
  return headers.filter(([name, value]) => {
    const line = `${name}: ${value}`;
    const first = !seen.has(line);
    seen.add(line);
    return first;
  });
}

/**
 * Where every line stands there twice, the tool wrote them twice: a server does that to single ones. Asked only where
 * the line that must be alone is not.
 */
export function withoutDoubling(headers: HeaderList): HeaderList {
  const origins = headers.filter(([name]) => name === 'access-control-allow-origin');
  if (origins.length < 2) return headers;
  const once = withoutRepeats(headers);
  return once.length > 2 && once.length * 2 === headers.length ? once : headers;
}
