import { bodyOf } from '../fixes/bodies.ts';
import { bodyText, isError } from '../recording/body.ts';
import { bodyField } from '../recording/entry.ts';
import { isObject, type Json } from '../recording/json.ts';
import { HarScanner } from './har-stream.ts';

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
  const scanner = new HarScanner((message) => new HarError(message));
  for await (const chunk of utf8(source)) {
    signal?.throwIfAborted();
    if (scanner.bytes === 0) refuseArchive(chunk);
    const entries = scanner.push(chunk);
    onProgress?.(scanner.bytes);
    if (entries.length > 0) yield entries;
  }
  if (scanner.bytes === 0) throw new HarError('it is empty.');
  return shell(scanner.end());
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
 * An entry that says whose error page its response body is, in a field that stays when the body goes. Looks at the
 * beginning of error responses, of HTML and of plain text; everything else is as it was.
 */
export function withBodyOf(entry: unknown): unknown {
  if (!isObject(entry) || !isObject(entry.response) || bodyField in entry.response) return entry;
  const { response } = entry;
  const text = startOf(response);
  const ids = text === '' ? [] : bodyOf(text);
  return ids.length === 0 ? entry : { ...entry, response: { ...response, [bodyField]: ids } };
}

function startOf({ status, content }: Json): string {
  if (!isObject(content)) return '';
  const type = typeof content.mimeType === 'string' ? content.mimeType.slice(0, 40) : '';
  const isPage = /^text\/(?:html|plain)\b/i.test(type);
  return isPage || isError(status) ? (bodyText([content.text, content.encoding]) ?? '') : '';
}

/**
 * An entry without what the request and the response carried: it is most of a file, and all that fixes need of it
 * is whose error page it was (`withBodyOf`). Keeps everything else, and what is no entry.
 */
export function withoutBodies(read: unknown): unknown {
  const entry = withBodyOf(read);
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
    let before = '[\n';
    // What is read while it is written has its bodies yet: 64 of them may be longer than the longest string.
    for await (const some of grouped(entries, entries === log.entries ? 64 : 1)) {
      yield `${before}${listed(some)}`;
      before = ',\n';
    }
    yield before === '[\n' ? '[]' : '\n    ]';
  }
  yield '\n  }';
}

/** Up to `most` entries at once, so that a large file is written in few pieces. */
async function* grouped(
  entries: AsyncIterable<unknown> | Iterable<unknown>,
  most: number,
): AsyncGenerator<unknown[]> {
  let some: unknown[] = [];
  for await (const entry of entries) {
    some.push(entry);
    if (some.length < most) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

const nested = JSON.stringify([[[0]]], null, 2);
const [opening, closing] = [nested.indexOf('      0'), nested.length - nested.indexOf('0') - 1];

/** The entries as `JSON.stringify` indents what stands in `log.entries`. */
function listed(entries: readonly unknown[]): string {
  return JSON.stringify([[entries]], null, 2).slice(opening, -closing);
}

function indented(value: unknown, by: string): string {
  return (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${by}`);
}
