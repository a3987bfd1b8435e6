import { Tokenizer, TokenParser } from '@streamparser/json';
import TokenType from '@streamparser/json/utils/types/tokenType.js';
import { isObject } from '../recording/json.ts';

/** The input is no HAR we can read; `message` is one line that names the place. */
export class HarError extends Error {}

/** A HAR with the one part of it that is certain. */
export interface Har {
  readonly log: { readonly entries: readonly unknown[]; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** How to read a HAR. */
export interface ReadOptions {
  /** What to keep of an entry as it passes; everything unless given. */
  keep?(entry: unknown, index: number): unknown;
  /** Bytes read so far. */
  onProgress?(bytes: number): void;
  /** Ends the reading with the signal's reason. */
  signal?: AbortSignal;
}

/** Deeper documents are attacks on whoever walks them; DevTools' deepest stacks nest some thirty levels. */
const maxDepth = 500;

/** Engines have no longer strings: V8's have 2^29 - 24 characters. */
const longestValue = 2 ** 29 - 24;

/**
 * Reads a HAR as it streams in, so that a file larger than the longest string can be read as long as
 * what `keep` keeps fits. UTF-8 or UTF-16, with or without a byte-order mark.
 * Throws `HarError` with byte, line and column for what is no JSON, and with the path for what is no HAR.
 */
export async function readHar(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<Har> {
  const entries: unknown[] = [];
  const stream = readEntries(source, options);
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return { ...value, log: { ...value.log, entries } };
    for (const entry of value) {
      entries.push(options.keep ? options.keep(entry, entries.length) : entry);
    }
  }
}

/**
 * The entries as they stream in, some at a time and in order; at the end everything else of the HAR,
 * its `log.entries` empty. Throws as `readHar` does.
 */
export async function* readEntries(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { onProgress, signal }: Omit<ReadOptions, 'keep'> = {},
): AsyncGenerator<unknown[], Har, void> {
  let batch: unknown[] = [];
  let root: unknown;
  let problem: string | null = null;
  let problemAt = 0;
  let depth = 0;

  // Without buffers it keeps a list of single characters, which ends the process at some 170 million.
  const tokenizer = new Tokenizer({ numberBufferSize: 1024, stringBufferSize: 65536 });
  const parser = new TokenParser({ paths: ['$', '$.log.entries.*'], keepStack: true });
  parser.onValue = ({ value, key, parent, stack }) => {
    if (stack.length === 0) root = value;
    else if (Array.isArray(parent) && typeof key === 'number') {
      batch.push(value);
      parent[key] = null as never;
    }
  };
  tokenizer.onToken = (token) => {
    if (problem !== null) return;
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth++;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) depth--;
    problemAt = token.offset;
    if (depth > maxDepth) problem = `it nests deeper than ${maxDepth} levels`;
    else parser.write(token);
  };
  parser.onError = () => {
    problem ??= root === undefined ? 'it is not JSON' : 'something follows the end of the JSON';
  };
  tokenizer.onError = ({ message }) => {
    if (problem !== null) return;
    const at = /absolute position "(\d+)"/.exec(message)?.[1];
    if (at === undefined) return;
    problem = root === undefined ? 'it is not JSON' : 'something follows the end of the JSON';
    problemAt = Number(at);
  };
  parser.onEnd = () => {};
  tokenizer.onEnd = () => {};

  const place = new Place();
  for await (const chunk of utf8(source)) {
    signal?.throwIfAborted();
    if (place.bytes === 0) refuseArchive(chunk);
    tokenizer.write(chunk);
    if (problem !== null) throw new HarError(`${problem}: ${place.within(chunk, problemAt)}.`);
    place.pass(chunk);
    // The tokenizer says nothing of it, and would read on to the end of the file.
    if (place.bytes - problemAt > longestValue) {
      throw new HarError(
        `it has a value of over 512 MiB after ${place.within(chunk, problemAt)}: nothing can read it. Export the HAR without content, or take the value out.`,
      );
    }
    onProgress?.(place.bytes);
    if (batch.length > 0) yield batch;
    batch = [];
  }
  if (place.bytes === 0) throw new HarError('it is empty.');
  if (!tokenizer.isEnded) tokenizer.end();
  if (root === undefined)
    throw new HarError(`it ends in the middle, at ${place.end()}: the file was cut off.`);
  return shell(root);
}

/** Everything of the parsed root, its shape checked. */
function shell(root: unknown): Har {
  if (!isObject(root))
    throw new HarError('it is JSON but not a HAR: it is no object with a "log".');
  const { log } = root;
  if (!isObject(log)) throw new HarError('it is JSON but not a HAR: it has no "log" object.');
  if (!Array.isArray(log.entries)) throw new HarError('it is not a HAR: "log.entries" is no list.');
  return { ...root, log: { ...log, entries: [] } };
}

/** Counts bytes and lines, to name a place in what may not fit into memory. */
class Place {
  bytes = 0;
  #line = 1;
  #lineStart = 0;

  pass(chunk: Uint8Array): void {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) {
      this.#line++;
      this.#lineStart = this.bytes + at + 1;
    }
    this.bytes += chunk.length;
  }

  /** The place of a byte in the chunk that was not passed yet, or shortly before it. */
  within(chunk: Uint8Array, offset: number): string {
    this.pass(chunk.subarray(0, Math.max(0, offset - this.bytes)));
    return this.#say(Math.max(offset, 0));
  }

  end(): string {
    return this.#say(this.bytes);
  }

  #say(offset: number): string {
    return `byte ${offset} (line ${this.#line}, column ${Math.max(1, offset - this.#lineStart + 1)})`;
  }
}

/** UTF-16 as Windows shells write it when output is redirected into a file; else the bytes as they are. */
async function* utf8(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null | undefined;
  const encoder = new TextEncoder();
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    if (decoder === undefined) {
      const mark = `${chunk[0]},${chunk[1]}`;
      decoder =
        mark === '255,254'
          ? new TextDecoder('utf-16le')
          : mark === '254,255'
            ? new TextDecoder('utf-16be')
            : null;
    }
    yield decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
  }
}

function refuseArchive(chunk: Uint8Array): void {
  if (chunk[0] === 0x50 && chunk[1] === 0x4b) {
    throw new HarError('it is a ZIP archive: unpack it and pass the .har file in it.');
  }
  if (chunk[0] === 0x1f && chunk[1] === 0x8b) {
    throw new HarError('it is compressed with gzip: unpack it first.');
  }
}

/**
 * An entry without what the request and the response carried: no diagnosis needs it, and it is most of a
 * file. Keeps everything else, and what is no entry.
 */
export function withoutBodies(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const { request, response, _webSocketMessages: _, _eventSourceMessages: __, ...rest } = entry;
  const bare: Record<string, unknown> = { ...rest };
  if ('request' in entry) bare.request = without(request, 'postData', ['text', 'params']);
  if ('response' in entry) bare.response = without(response, 'content', ['text', 'encoding']);
  return bare;
}

function without(message: unknown, part: string, fields: readonly string[]): unknown {
  if (!isObject(message) || !isObject(message[part])) return message;
  const kept = Object.entries(message[part]).filter(([key]) => !fields.includes(key));
  return { ...message, [part]: Object.fromEntries(kept) };
}

/**
 * The text of a HAR, in pieces: a file may be longer than the longest string. `entries` may be read while
 * it is written; members keep their order.
 */
export async function* writeHar(
  har: Har,
  entries: AsyncIterable<unknown> | Iterable<unknown> = har.log.entries,
): AsyncGenerator<string> {
  yield '{';
  for (const [index, [key, value]] of Object.entries(har).entries()) {
    yield `${index > 0 ? ',' : ''}\n  ${JSON.stringify(key)}: `;
    if (key === 'log') yield* writeLog(har.log, entries);
    else yield indented(value, '  ');
  }
  yield '\n}\n';
}

async function* writeLog(
  log: Har['log'],
  entries: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string> {
  yield '{';
  for (const [index, [key, value]] of Object.entries(log).entries()) {
    yield `${index > 0 ? ',' : ''}\n    ${JSON.stringify(key)}: `;
    if (key !== 'entries') {
      yield indented(value, '    ');
      continue;
    }
    let before = '[';
    for await (const entry of entries) {
      yield `${before}\n      ${indented(entry, '      ')}`;
      before = ',';
    }
    yield before === '[' ? '[]' : '\n    ]';
  }
  yield '\n  }';
}

function indented(value: unknown, by: string): string {
  return (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${by}`);
}
