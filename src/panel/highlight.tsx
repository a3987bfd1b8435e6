/** How a line comment begins, by the languages that stacks name; those not listed have `#`. */
const comments: Readonly<Record<string, string | null>> = {
  cs: '//',
  go: '//',
  java: '//',
  js: '//',
  json: null,
  kt: '//',
  php: '//',
  powershell: '#',
  rs: '//',
  ts: '//',
  txt: null,
  xml: '<!--',
};

/**
 * One line of code with its strings and its comment in spans. A grammar of every stack's language weighs more
 * than all else that is shown with a fix, and these two are what helps to read one. The text is never changed.
 */
export function Coloured({ line, language }: { line: string; language: string }) {
  return partsOf(line, language).map(({ text, kind }, index) =>
    kind === null ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no other name
      <span key={index} className={kind}>
        {text}
      </span>
    ),
  );
}

interface Part {
  readonly text: string;
  readonly kind: 'tok-comment' | 'tok-string' | null;
}

/** The pieces of a line, in order; together they are the line. Linear: each character is looked at once. */
export function partsOf(line: string, language: string): Part[] {
  const comment = comments[language] === undefined ? '#' : comments[language];
  const parts: Part[] = [];
  const unclosed = new Set<string>();
  let plain = 0;
  const take = (end: number, kind: Part['kind']) => {
    if (end > plain) parts.push({ text: line.slice(plain, end), kind });
    plain = end;
  };
  for (let at = 0; at < line.length; at++) {
    // `#` and `//` inside of a word are parts of a URL or a name.
    const starts = at === 0 || /[\s;{}()]/.test(line.charAt(at - 1));
    if (comment !== null && starts && line.startsWith(comment, at)) {
      take(at, null);
      take(line.length, 'tok-comment');
      break;
    }
    const quote = line.charAt(at);
    if ((quote !== "'" && quote !== '"' && quote !== '`') || unclosed.has(quote)) continue;
    const end = endOfString(line, at, quote);
    if (end < 0) {
      // An apostrophe is no string, and what is open once stays so: nothing is scanned twice.
      unclosed.add(quote);
      continue;
    }
    take(at, null);
    take(end, 'tok-string');
    at = end - 1;
  }
  take(line.length, null);
  return parts;
}

/** The place behind the quote that closes the string at `start`; -1 where none does. */
function endOfString(line: string, start: number, quote: string): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line.charAt(at) === '\\') at++;
    else if (line.charAt(at) === quote) return at + 1;
  }
  return -1;
}
