import { quote } from '../prose.ts';
import { mostOfBody } from '../recording/body.ts';

/** Lines of a body that are shown. */
const mostLines = 60;

/** A line of a response's body. */
export interface BodyLine {
  readonly text: string;
  /** It says what went wrong, or it is the first line of the stack that is no library's. */
  readonly mark: 'error' | 'frame' | null;
}

const message =
  /"?\b(?:message|error|detail|title|exception|msg|reason|error_description)"?\s*[:=]|\b\w*(?:Error|Exception)\b\s*:|^Traceback\b|<title>/i;

/** A line of a stack in JavaScript, Java, C#, Python, PHP, Go and Ruby. */
const frame =
  /^\s*(?:at \S|File "[^"]+", line \d|#\d+ \S+\(\d+\):|\S+\.(?:go|rb|py|php|ts|js):\d+)/;
const library =
  /node_modules|site-packages|dist-packages|\/vendor\/|\/gems\/|\(?(?:node:|internal\/)|\bat (?:java|javax|jdk|sun|org\.springframework|org\.apache|System|Microsoft)\./;

/**
 * A body as lines of text, JSON laid out. Marked are the first line that says what went wrong and the first line of
 * the stack that no library wrote. Never markup.
 */
export function bodyLines(body: string): BodyLine[] {
  const lines = laidOut(body.slice(0, mostOfBody)).split(/\r?\n/).slice(0, mostLines);
  const beginnings = lines.map((line) => line.slice(0, 500));
  const error = beginnings.findIndex((line) => message.test(line));
  const own = beginnings.findIndex((line) => frame.test(line) && !library.test(line));
  return lines.map((line, index) => ({
    text: quote(line.replaceAll('\t', '  '), 2_000),
    mark: index === error ? 'error' : index === own ? 'frame' : null,
  }));
}

/** JSON on one line as JSON on many, line ends in its strings too; anything else as it is. */
function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    const json = JSON.stringify(JSON.parse(text), null, 2);
    // A stack is a string with line ends; an escaped backslash begins no escape.
    return json.replace(/\\([\\nrt])/g, (whole, letter) =>
      letter === 'n' ? '\n' : letter === 't' ? '  ' : letter === 'r' ? '' : whole,
    );
  } catch {
    return text;
  }
}

/** True for a media type of text, and for none: servers forget it. */
export function isText(type: string): boolean {
  return /^(?:$|text\/|application\/(?:[\w.+-]+\+)?(?:json|xml|javascript|x-www-form-urlencoded|graphql|problem)|x-unknown)/i.test(
    type,
  );
}
