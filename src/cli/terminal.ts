import { plain } from '../report/plain.ts';

/** How text is to look where it is read. */
export interface Look {
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
}

/**
 * The look of standard output. `toFile`: the text goes to a file instead. `FORCE_COLOR` wins over `NO_COLOR`,
 * as in Node; both over what the terminal can do.
 */
export function lookOf(toFile: boolean): Look {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const terminal = !toFile && process.stdout.isTTY === true;
  const color =
    FORCE_COLOR !== undefined
      ? FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
      : !NO_COLOR && terminal && TERM !== 'dumb';
  // A terminal without a size says 0.
  const columns = terminal ? process.stdout.columns : 0;
  return { width: Math.max(40, columns || 80), color };
}

/** SGR codes: what turns a style on, and off again. */
const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof styles;

/** The text in a style, where there is color. */
export function paint(text: string, style: Style, { color }: Look): string {
  const [on, off] = styles[style];
  return color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** How running text is set. */
export interface Setting {
  /** Before the first line, such as "Fix: "; counted as it is written. */
  readonly lead?: string;
  readonly leadStyle?: Style;
  /** Spaces before every line. */
  readonly indent?: number;
  readonly style?: Style;
  /** True for a value: its backticks are its own. */
  readonly literal?: boolean;
}

/** A piece of a word: all of it code, or none of it. */
interface Piece {
  readonly text: string;
  readonly code: boolean;
}

/**
 * Running text, wrapped to the width; `names` between backticks lose them and are set apart by color where there is
 * any. A word longer than a line is broken. Whatever the network said cannot move the cursor, nor begin a line with
 * what a CI runner would take as a command.
 */
export function wrapped(text: string, look: Look, setting: Setting = {}): string {
  const { lead = '', leadStyle, indent = 0, style, literal = false } = setting;
  const hanging = ' '.repeat(indent + lead.length);
  const room = Math.max(20, look.width - hanging.length);
  const lines: Piece[][][] = [[]];
  let used = 0;
  for (const word of wordsOf(literal ? [text] : text.split('`')).flatMap((each) =>
    broken(each, room),
  )) {
    const length = lengthOf(word);
    if (used > 0 && used + 1 + length > room) {
      lines.push([]);
      used = 0;
    }
    lines[lines.length - 1]?.push(word);
    used += (used > 0 ? 1 : 0) + length;
  }
  const first = ' '.repeat(indent) + (leadStyle ? paint(lead, leadStyle, look) : lead);
  return lines
    .map((words, index) => {
      const runs = runsOf(words);
      const bare = runs.map((run) => run.text).join('');
      const safe = inert(bare);
      // What had to be made inert is no text of ours: it can do without color.
      return `${index === 0 ? first : hanging}${safe === bare ? runs.map(painted).join('') : safe}`;
    })
    .join('\n');

  function painted({ text, code }: Piece): string {
    const inStyle = style ? paint(text, style, look) : text;
    return code ? paint(inStyle, 'cyan', look) : inStyle;
  }
}

/** A line's words with the spaces between them: what is code, and what is not, in turn. */
function runsOf(words: readonly Piece[][]): Piece[] {
  const runs: Piece[] = [];
  for (const [index, word] of words.entries()) {
    const both = word[0]?.code === true && runs[runs.length - 1]?.code === true;
    for (const piece of [...(index === 0 ? [] : [{ text: ' ', code: both }]), ...word]) {
      const last = runs[runs.length - 1];
      if (last?.code === piece.code) {
        runs[runs.length - 1] = { text: last.text + piece.text, code: piece.code };
      } else runs.push(piece);
    }
  }
  return runs;
}

/** A runner of GitHub takes "::name::" at the start of a line, and "##[name]" anywhere, as a command. */
function inert(line: string): string {
  return line.replace(/^::/, ':\\u{3a}').replaceAll('##[', '##\\u{5b}');
}

/** The words of parts of which every second is code, each in pieces. */
function wordsOf(parts: readonly string[]): Piece[][] {
  const words: Piece[][] = [];
  let word: Piece[] = [];
  const end = () => {
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const [at, part] of parts.entries()) {
    for (const [index, piece] of part.split(/[ \n]/).entries()) {
      if (index > 0) end();
      // An odd number of backticks is none of ours.
      if (piece !== '')
        word.push({ text: plain(piece), code: at % 2 === 1 && parts.length % 2 === 1 });
    }
  }
  end();
  return words;
}

/** A word that fits, or its parts that do. */
function broken(word: Piece[], room: number): Piece[][] {
  if (lengthOf(word) <= room) return [word];
  const rows: Piece[][] = [[]];
  let used = 0;
  for (const { text, code } of word) {
    for (let at = 0; at < text.length; ) {
      if (used === room) {
        rows.push([]);
        used = 0;
      }
      const piece = text.slice(at, at + room - used);
      rows[rows.length - 1]?.push({ text: piece, code });
      at += piece.length;
      used += piece.length;
    }
  }
  return rows;
}

function lengthOf(word: readonly Piece[]): number {
  return word.reduce((sum, { text }) => sum + text.length, 0);
}

/** The text in one line: what is longer than `longest` is cut. */
export function cut(text: string, longest: number): string {
  // What cannot be seen is not looked at: a value may have a megabyte.
  const start = plain(text.slice(0, longest + 1));
  return start.length <= longest && text.length <= longest
    ? start
    : `${start.slice(0, Math.max(0, longest - 1))}…`;
}
