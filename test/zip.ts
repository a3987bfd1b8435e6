import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deflateAsync } from '@gfx/zopfli';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Files in a ZIP have the date at which its calendar begins; fflate writes the local time. */
const epoch = new Date(1980, 0, 1);

/** Paths below a folder, sorted, with `/` on every system. */
export function filesIn(folder: string, skip: (path: string) => boolean = () => false): string[] {
  const walk = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name);
      if (skip(relative(folder, path).replaceAll('\\', '/'))) return [];
      return entry.isDirectory() ? walk(path) : [relative(folder, path).replaceAll('\\', '/')];
    });
  return walk(folder).sort();
}

/** A file of a ZIP, in fewer bytes than zlib makes of it: about 6 %. */
class Dense extends ZipPassThrough {
  readonly #deflated: Uint8Array<ArrayBuffer>;

  constructor(name: string, deflated: Uint8Array<ArrayBuffer>) {
    super(name);
    this.compression = 8;
    this.#deflated = deflated;
  }

  protected override process(_: Uint8Array, final: boolean): void {
    this.ondata(null, this.#deflated, final);
  }
}

/**
 * Files below a folder as a ZIP. The same files make the same bytes on every machine: sorted, with one date, and no
 * permission but to read and to run. `dense` takes ten times as long, for what is downloaded often.
 */
export async function zipped(
  folder: string,
  files: readonly string[],
  dense: boolean,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    const mode = bytes.subarray(0, 2).toString() === '#!' ? 0o100755 : 0o100644;
    const entry = dense
      ? new Dense(file, new Uint8Array(await deflateAsync(bytes, { numiterations: 15 })))
      : new ZipDeflate(file, { level: 9 });
    archive.add(Object.assign(entry, { os: 3, attrs: mode * 0x10000, mtime: epoch }));
    entry.push(bytes, true);
  }
  archive.end();
  return Buffer.concat(pieces);
}
