import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type Options, open, type ZipFile } from 'yauzl';
import { HarError } from '../report/har.ts';

/** Entries of an archive that are looked at. */
const mostEntries = 200_000;

/** An entry of an archive, with the bytes it unpacks to. */
export interface Unzipped {
  /** Bytes that it takes in the archive. */
  readonly packed: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * The one HAR of a zip archive: Playwright writes it with the bodies, each in a file of its own. `archive`: its path,
 * or the whole of it. Throws `HarError` when it is damaged, encrypted, or has no HAR or several.
 */
export async function* unzipped(archive: string | Buffer): AsyncGenerator<Unzipped> {
  const zip = await opened(archive);
  try {
    const hars = await harsOf(zip);
    const [har, ...more] = hars;
    if (!har) throw new HarError('the zip archive has no .har file.');
    if (more.length > 0) {
      throw new HarError(
        `the zip archive has ${hars.length} .har files: unpack it, and name its folder.`,
      );
    }
    if (har.isEncrypted()) throw new HarError('the zip archive is encrypted.');
    const stream = await new Promise<Readable>((done, fail) => {
      zip.openReadStream(har, (error, found) => (error ? fail(damaged()) : done(found)));
    });
    yield { packed: har.compressedSize, bytes: read(stream) };
  } finally {
    zip.close();
  }
}

async function* read(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch {
    throw damaged();
  } finally {
    stream.destroy();
  }
}

function opened(archive: string | Buffer): Promise<ZipFile> {
  const options: Options = { lazyEntries: true, autoClose: false };
  return new Promise((done, fail) => {
    const take = (error: Error | null, zip: ZipFile) => (error ? fail(damaged()) : done(zip));
    if (typeof archive === 'string') open(archive, options, take);
    else fromBuffer(archive, options, take);
  });
}

function harsOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((done, fail) => {
    const hars: Entry[] = [];
    let seen = 0;
    zip.on('entry', (entry: Entry) => {
      seen += 1;
      if (/\.har$/i.test(entry.fileName) && !/(^|\/)(__MACOSX\/|\.)/.test(entry.fileName)) {
        hars.push(entry);
      }
      if (seen < mostEntries) zip.readEntry();
      else done(hars);
    });
    zip.on('end', () => done(hars));
    zip.on('error', () => fail(damaged()));
    zip.readEntry();
  });
}

function damaged(): HarError {
  return new HarError('the zip archive is damaged.');
}
