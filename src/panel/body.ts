import { quote } from '../prose.ts';

/** Characters of a body that are kept, and lines of it that are shown. */
export const mostOfBody = 4_096;
const mostLines = 60;

/** A line of a response's body. */
export interface BodyLine {
  readonly text: string;
  /** It says what went wrong. */
  readonly error: boolean;
}

const message =
  /"?\b(?:message|error|detail|title|exception|msg|reason|error_description)"?\s*[:=]|\b\w*(?:Error|Exception)\b\s*:|^Traceback\b|<title>/i;

/** A body as lines of text, JSON laid out, the first line that says what went wrong marked. Never markup. */
export function bodyLines(body: string): BodyLine[] {
  const lines = laidOut(body.slice(0, mostOfBody)).split(/\r?\n/).slice(0, mostLines);
  const at = lines.findIndex((line) => message.test(line.slice(0, 500)));
  return lines.map((line, index) => ({
    text: quote(line.replaceAll('\t', '  '), 2_000),
    error: index === at,
  }));
}

/** JSON on one line as JSON on many; anything else as it is. */
function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
