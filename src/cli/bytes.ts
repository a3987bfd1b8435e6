import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createGunzip } from 'node:zlib';
import { HarError } from '../report/har.ts';
import { unzipped } from './zip.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** Unpacked bytes beyond which the ratio counts, and beyond which nothing is unpacked any more. */
const unsuspected = 1 << 26;
const most = 2 ** 32;
/** HAR files shrink to a tenth or a fiftieth; a bomb to a thousandth. */
const mostRatio = 250;

/** A zip archive of standard input is kept whole, as its list of files is at its end. */
const mostArchive = 1 << 28;

/**
 * The bytes, unpacked where they are gzip or a zip archive. `path`: the file that they are of, where there is one.
 * Throws `HarError` for what is no whole gzip stream or archive, and for one that unpacks to far more than a HAR does.
 */
export async function* unpacked(raw: Bytes, path: string | null): AsyncGenerator<Uint8Array> {
  const source = chunksOf(raw);
  const first = await source.next();
  if (first.done) return;
  const whole = rejoined(first.value, source);
  const [a, b, c, d] = first.value;
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) {
    if (path !== null) await source.return?.(undefined);
    for await (const { packed, bytes } of unzipped(path ?? (await collected(whole)))) {
      yield* bounded(bytes, () => packed, 'zip');
    }
  } else if (a === 0x1f && b === 0x8b) yield* gunzipped(whole);
  else yield* whole;
}

async function* gunzipped(whole: Bytes): AsyncGenerator<Uint8Array> {
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
  try {
    yield* bounded(input.pipe(gunzip), () => read, 'gzip');
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

/** What was unpacked from `packed` bytes so far; throws `HarError` where no HAR shrinks so far. */
async function* bounded(
  source: Bytes,
  packed: () => number,
  format: string,
): AsyncGenerator<Uint8Array> {
  let written = 0;
  for await (const chunk of source) {
    written += chunk.length;
    if (written > most || (written > unsuspected && written > mostRatio * packed())) {
      throw new HarError(
        `it unpacks to more than ${Math.floor(written / 2 ** 20)} MiB from ${Math.ceil(packed() / 2 ** 10)} KiB of ${format}: refused.`,
      );
    }
    yield chunk;
  }
}

async function collected(source: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > mostArchive) {
      throw new HarError(
        `a zip archive of more than ${mostArchive / 2 ** 20} MiB: give it as a file.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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

/** Checks once in so many calls: asking costs more than most entries. */
const checkEvery = 500;
/** Where what is kept takes so much of the heap, there is too little left to go on. */
const mostOfHeap = 0.85;
/** Garbage may take so much more of it than what was kept last, before V8 is asked to collect it. */
const garbageOfHeap = 0.1;
/**
 * Of the limit so much is for what was just made, three semi-spaces, which are larger since V8 13 (Node.js 24): what is
 * kept must fit into the rest.
 */
const youngHeap = 3 * (Number.parseInt(process.versions.v8, 10) < 13 ? 16 : 64) * 2 ** 20;

/**
 * A function to be called for every entry and finding that is kept. Throws `HarError` before the process runs out of
 * memory, which no code could catch.
 */
export function memoryGuard(): (every?: number) => void {
  // V8 would end the process from four fifths on already, where collecting takes most of the time.
  setFlagsFromString('--no-detect-ineffective-gcs-near-heap-limit');
  let calls = 0;
  let collectFrom = mostOfHeap;
  return (every = checkEvery) => {
    if (calls++ % every > 0) return;
    if (shareOfHeap() < collectFrom) return;
    collectGarbage();
    const kept = shareOfHeap();
    collectFrom = Math.max(mostOfHeap, kept + garbageOfHeap);
    if (kept < mostOfHeap) return;
    throw new HarError(
      `its entries need more memory than Node.js may use, ${Math.round(getHeapStatistics().heap_size_limit / 2 ** 20)} MB. Set NODE_OPTIONS=--max-old-space-size to more, or record less at a time.`,
    );
  };
}

/** How much of the heap is in use, garbage included: 1 is all of it. */
function shareOfHeap(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used / (limit - youngHeap);
}

/** V8 gives the function to contexts that are made after the flag. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}
