import { Tokenizer, TokenParser } from '@streamparser/json';

/** The text is no JSON we read; `message` names what is wrong, `at` the byte. */
interface Problem {
  readonly message: string;
  readonly at: number;
}

/** A place in the file: its byte, its line from 1, and the byte that line begins with. */
interface Place {
  readonly byte: number;
  readonly line: number;
  readonly lineStart: number;
}

/** Where the scanner stands: in the document around the entries, between two entries, or in one. */
const around = 0;
const between = 1;
const within = 2;

/** Deeper documents are attacks on whoever walks them; DevTools' deepest stacks nest some thirty levels. */
const maxDepth = 500;

/** V8's longest string is a little over this many characters, each of a byte or more. */
const longestEntry = 2 ** 29 - 25;

/** No key that leads to the entries is longer, however it is escaped. */
const longestKey = 64;

const newline = 10;
const space = 32;
const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/**
 * Cuts a HAR that arrives in pieces into its entries, and hands each to the engine's own `JSON.parse`. What stands
 * around the entries goes to a streaming parser, which also names the place where something is no JSON.
 */
export class HarScanner {
  /** Bytes seen so far. */
  bytes = 0;
  readonly #fail: (message: string) => Error;
  readonly #document = new DocumentParser();
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #mode = around;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #line = 1;
  #lineStart = 0;
  /** The bytes of the string that is read at depth 1 or 2: it may be a key. */
  #key: number[] | null = null;
  #lastString = '';
  /** The keys of the objects at depth 1 and 2; null in a list. */
  #path: (string | null)[] = [];
  #sawComma = false;
  #entries = 0;
  #inList = 0;
  /** Where the entry begins that is being read, and its bytes of earlier pieces. */
  #entryAt: Place = { byte: 0, line: 1, lineStart: 0 };
  #entryDepth = 0;
  #scalar = false;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  /** `fail` makes the error that is thrown, of one line that names the place. */
  constructor(fail: (message: string) => Error) {
    this.#fail = fail;
  }

  /** The entries that end in these bytes, in order. Throws where the text is no JSON. */
  push(chunk: Uint8Array): unknown[] {
    const entries: unknown[] = [];
    const base = this.bytes;
    const end = chunk.length;
    // From where on the bytes belong to the document around the entries, or to the entry.
    let from = 0;
    let startedAt = this.#place(base);
    let i = 0;
    while (i < end) {
      if (this.#inString) {
        i = this.#skipString(chunk, i);
        continue;
      }
      const byte = chunk[i] as number;
      const nests = this.#depth > this.#entryDepth || byte === openBrace || byte === openBracket;
      if (this.#mode === within && !this.#scalar && nests) {
        i = this.#skipEntry(chunk, i, base);
        if (this.#inString || this.#depth > this.#entryDepth) continue;
        entries.push(this.#entry(chunk.subarray(from, i)));
        continue;
      }
      // A number or a word ends before what follows it, which is looked at once more.
      const ends =
        this.#mode === within &&
        this.#scalar &&
        (byte === comma || byte === closeBracket || byte <= space);
      if (byte === newline && !ends) {
        this.#line++;
        this.#lineStart = base + i + 1;
      }
      if (this.#mode === around) {
        i++;
        if (!this.#step(byte, base + i - 1)) continue;
        this.#feed(chunk.subarray(from, i), startedAt);
        this.#mode = between;
        this.#sawComma = false;
        this.#inList = 0;
      } else if (this.#mode === between) {
        if (byte === closeBracket && !this.#sawComma) {
          this.#mode = around;
          from = i;
          startedAt = this.#place(base + i);
          continue;
        }
        if (byte === comma && !this.#sawComma && this.#inList > 0) this.#sawComma = true;
        else if (byte !== space && byte !== newline && byte !== 13 && byte !== 9) {
          if (this.#inList > 0 && !this.#sawComma) this.#throw('it is not JSON', base + i);
          if (byte === comma || byte === closeBracket) this.#throw('it is not JSON', base + i);
          this.#entryAt = this.#place(base + i);
          this.#entryDepth = this.#depth;
          this.#scalar = byte !== openBrace && byte !== openBracket && byte !== quote;
          this.#mode = within;
          from = i;
          continue;
        }
        i++;
      } else {
        if (!ends) {
          i++;
          this.#step(byte, base + i - 1);
          if (this.#scalar || this.#inString || this.#depth > this.#entryDepth) continue;
        }
        entries.push(this.#entry(chunk.subarray(from, i)));
      }
    }
    if (this.#mode === around) this.#feed(chunk.subarray(from), startedAt);
    else if (this.#mode === within) this.#hold(chunk.slice(from));
    this.bytes += end;
    return entries;
  }

  /** The document around the entries. Throws when it is not whole. */
  end(): unknown {
    const root = this.#mode === around ? this.#document.end() : undefined;
    if (root === undefined) {
      if (this.#mode === within) this.#findProblem(joined(this.#held));
      throw this.#fail(
        `it ends in the middle, at ${said(this.#place(this.bytes), this.bytes)}: the file was cut off.`,
      );
    }
    return root;
  }

  #nest(at: number): void {
    this.#depth++;
    if (this.#depth > maxDepth) this.#throw(`it nests deeper than ${maxDepth} levels`, at);
  }

  /** Passes one byte that is in no string. True where the list of entries begins. */
  #step(byte: number, at: number): boolean {
    switch (byte) {
      case quote:
        this.#inString = true;
        this.#key = this.#mode === around && this.#depth <= 2 ? [] : null;
        return false;
      case openBrace:
      case openBracket: {
        const begins =
          byte === openBracket &&
          this.#mode === around &&
          this.#depth === 2 &&
          this.#path[1] === 'log' &&
          this.#path[2] === 'entries';
        this.#nest(at);
        if (this.#mode === around && this.#depth <= 2) this.#path[this.#depth] = null;
        return begins;
      }
      case closeBrace:
      case closeBracket:
        this.#depth--;
        return false;
      case colon:
        if (this.#mode === around && this.#depth <= 2) this.#path[this.#depth] = this.#lastString;
        return false;
      default:
        return false;
    }
  }

  /** Goes on in an entry that is an object or a list; gives the index behind it, or the end. */
  #skipEntry(chunk: Uint8Array, from: number, base: number): number {
    const end = chunk.length;
    let i = from;
    // Nearly all bytes of a file pass here: no state of the scanner is touched for most.
    while (i < end) {
      const byte = chunk[i++] as number;
      if (byte === space) continue;
      if (byte === quote) {
        let at = i;
        while (at < end && chunk[at] !== quote && chunk[at] !== backslash) at++;
        if (at < end && chunk[at] === quote) {
          i = at + 1;
          continue;
        }
        this.#inString = true;
        i = this.#skipString(chunk, at);
      } else if (byte === newline) {
        this.#line++;
        this.#lineStart = base + i;
      } else if (byte === openBrace || byte === openBracket) {
        this.#nest(base + i - 1);
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth--;
        if (this.#depth === this.#entryDepth) break;
      }
    }
    return i;
  }

  /** Goes on in a string; gives the index behind it, or the end. */
  #skipString(chunk: Uint8Array, from: number): number {
    const end = chunk.length;
    let i = from;
    if (this.#escaped) {
      this.#escaped = false;
      i++;
    }
    while (i < end) {
      const byte = chunk[i] as number;
      if (byte === quote) break;
      i += byte === backslash ? 2 : 1;
    }
    if (this.#key !== null && this.#key.length <= longestKey) {
      for (const byte of chunk.subarray(from, Math.min(i, from + longestKey))) this.#key.push(byte);
    }
    if (i >= end) {
      this.#escaped = i > end;
      return end;
    }
    this.#inString = false;
    if (this.#key !== null) {
      this.#lastString = this.#keyOf(this.#key);
      this.#key = null;
    }
    // A string that is an entry of its own ends here, which `push` sees at its next byte.
    if (this.#mode === within && this.#depth === this.#entryDepth) this.#scalar = true;
    return i + 1;
  }

  #keyOf(bytes: readonly number[]): string {
    if (bytes.length > longestKey) return '';
    try {
      return String(JSON.parse(`"${this.#decoder.decode(new Uint8Array(bytes))}"`));
    } catch {
      return '';
    }
  }

  /** The entry whose last bytes these are. */
  #entry(last: Uint8Array): unknown {
    const bytes = this.#held.length === 0 ? last : joined([...this.#held, last]);
    this.#held = [];
    this.#heldBytes = 0;
    this.#mode = between;
    this.#sawComma = false;
    this.#inList++;
    this.#entries++;
    try {
      return JSON.parse(this.#decoder.decode(bytes));
    } catch {
      this.#findProblem(bytes);
      // The streaming parser is more lenient than the standard in nothing we know of.
      throw this.#fail(`it is not JSON: ${said(this.#entryAt, this.#entryAt.byte)}.`);
    }
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= longestEntry) return;
    this.#findProblem(joined(this.#held));
    throw this.#fail(
      `log.entries[${this.#entries}] is longer than 512 MiB, which is more than one string can hold.`,
    );
  }

  /** Throws with the place of what is no JSON in the entry that begins at `#entryAt`. */
  #findProblem(bytes: Uint8Array): void {
    const parser = new DocumentParser();
    const problem = parser.push(bytes);
    if (problem === null) return;
    throw this.#fail(problemIn(problem, bytes, this.#entryAt));
  }

  /** Hands bytes to the document around the entries. */
  #feed(bytes: Uint8Array, from: Place): void {
    const before = this.#document.bytes;
    const problem = this.#document.push(bytes);
    if (problem === null) return;
    throw this.#fail(problemIn({ ...problem, at: problem.at - before }, bytes, from));
  }

  #place(byte: number): Place {
    return { byte, line: this.#line, lineStart: this.#lineStart };
  }

  #throw(message: string, at: number): never {
    throw this.#fail(`${message}: ${said(this.#place(at), at)}.`);
  }
}

/** A streaming parser that says where its text is no JSON. */
class DocumentParser {
  bytes = 0;
  // Without buffers it lists single characters, which ends the process at some 100 million.
  readonly #tokenizer = new Tokenizer({ numberBufferSize: 1024, stringBufferSize: 65_536 });
  #root: unknown;
  #problem: Problem | null = null;

  constructor() {
    const parser = new TokenParser({ paths: ['$'], keepStack: true });
    let at = 0;
    const fail = (byte: number) => {
      const message =
        this.#root === undefined ? 'it is not JSON' : 'something follows the end of the JSON';
      this.#problem ??= { message, at: byte };
    };
    parser.onValue = ({ value }) => {
      this.#root = value;
    };
    parser.onError = () => fail(at);
    parser.onEnd = () => {};
    this.#tokenizer.onToken = (token) => {
      if (this.#problem !== null) return;
      at = token.offset;
      parser.write(token);
    };
    this.#tokenizer.onError = ({ message }) => {
      const byte = /absolute position "(\d+)"/.exec(message)?.[1];
      if (byte !== undefined) fail(Number(byte));
      // V8's own error: it has no longer string.
      else if (message === 'Invalid string length') {
        this.#problem ??= { message: 'it has a value longer than 512 MiB', at };
      }
    };
    this.#tokenizer.onEnd = () => {};
  }

  push(bytes: Uint8Array): Problem | null {
    this.bytes += bytes.length;
    if (bytes.length > 0) this.#tokenizer.write(bytes);
    return this.#problem;
  }

  /** The value; undefined when it is not whole. */
  end(): unknown {
    if (!this.#tokenizer.isEnded) this.#tokenizer.end();
    return this.#root;
  }
}

/** "it is not JSON: byte 28 (line 2, column 9)." for a problem in bytes that begin at a place. */
function problemIn({ message, at }: Problem, bytes: Uint8Array, from: Place): string {
  const index = Math.max(0, at);
  let { line, lineStart } = from;
  for (let i = bytes.indexOf(newline); i >= 0 && i < index; i = bytes.indexOf(newline, i + 1)) {
    line++;
    lineStart = from.byte + i + 1;
  }
  const byte = from.byte + index;
  return `${message}: ${said({ byte, line, lineStart }, byte)}.`;
}

function said({ line, lineStart }: Place, byte: number): string {
  return `byte ${byte} (line ${line}, column ${Math.max(1, byte - lineStart + 1)})`;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
