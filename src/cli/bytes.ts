import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HarError } from '../report/har.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** Unpacked bytes beyond which the ratio counts, and beyond which nothing is unpacked any more. */
const unsuspected = 1 << 26;
const most = 2 ** 32;
/** HAR files shrink to a tenth or a fiftieth; a bomb to a thousandth. */
const mostRatio = 250;

/**
 * The bytes, unpacked where they are gzip. Throws `HarError` for what is no whole gzip stream, and for one that
 * unpacks to far more than a HAR does.
 */
export async function* gunzipped(raw: Bytes): AsyncGenerator<Uint8Array> {
  const source = chunksOf(raw);
  const first = await source.next();
  if (first.done) return;
  const whole = rejoined(first.value, source);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* whole;
    return;
  }
  let read = 0;
  const counted = async function* () {
    for await (const chunk of whole) {
      read += chunk.length;
      yield chunk;
    }
  };
  const gunzip = createGunzip();
  const input = Readable.from(counted());
  input.on('error', (error) => gunzip.destroy(error));
  let written = 0;
  try {
    for await (const chunk of input.pipe(gunzip)) {
      written += chunk.length;
      if (written > most || (written > unsuspected && written > mostRatio * read)) {
        throw new HarError(
          `it unpacks to more than ${Math.floor(written / 2 ** 20)} MiB from ${Math.ceil(read / 2 ** 10)} KiB of gzip: refused.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') {
      throw new HarError('the gzip data ends in the middle: the file was cut off.');
    }
    if (code?.startsWith('Z_')) throw new HarError('the gzip data is damaged.');
    throw error;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

/** Chunks without empty ones, the first of at least four bytes unless there are fewer. */
async function* chunksOf(raw: Bytes): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const chunk of raw) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 4) continue;
    yield start;
    start = null;
  }
  if (start !== null && start.length > 0) yield start;
}

async function* rejoined(first: Uint8Array, rest: Bytes): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/**
 * The bytes as UTF-8, or as the UTF-16 with a mark that `readHar` knows. UTF-16 without a mark is converted: JSON
 * begins with a character of one byte, so the zero tells. Throws `HarError` for bytes that are neither.
 */
export async function* asText(raw: Bytes): AsyncGenerator<Uint8Array> {
  const source = chunksOf(raw);
  const first = await source.next();
  if (first.done) return;
  const [a, b] = first.value;
  const whole = rejoined(first.value, source);
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) yield* whole;
  else if (b === 0 && a !== 0) yield* converted(whole, 'utf-16le');
  else if (a === 0 && b !== 0) yield* converted(whole, 'utf-16be');
  else yield* checked(whole);
}

async function* converted(source: Bytes, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** Throws at the first byte that is not UTF-8. Archives are refused by the reader, with a better reason. */
async function* checked(source: Bytes): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let before = 0;
  // Whether the chunk before ended in the middle of a character, which the decoder knows alone.
  let cut = false;
  for await (const chunk of source) {
    const archive = before === 0 && chunk[0] === 0x50 && chunk[1] === 0x4b;
    if (!archive && (cut || !isUtf8(chunk))) {
      if (!isText(decoder, chunk)) {
        throw new HarError(
          `it is not UTF-8, at byte ${before + badByte(chunk)}: save it as UTF-8 (Latin-1 and Windows-1252 are no encodings of JSON).`,
        );
      }
      cut = (chunk[chunk.length - 1] ?? 0) > 0x7f;
    }
    yield chunk;
    before += chunk.length;
  }
}

function isText(decoder: TextDecoder, chunk: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The place of the first byte that begins or continues no character. */
function badByte(chunk: Uint8Array): number {
  // The rest of a character of the chunk before.
  let skipped = 0;
  while (skipped < 3 && ((chunk[skipped] ?? 0) & 0xc0) === 0x80) skipped++;
  const isWhole = (end: number, stream: boolean) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(chunk.subarray(skipped, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let low = skipped;
  let high = chunk.length;
  // A start of the text is text, perhaps with a character cut off, until the bad byte is in it.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isWhole(middle, true)) low = middle;
    else high = middle - 1;
  }
  while (low > skipped && !isWhole(low, false)) low--;
  return low;
}
