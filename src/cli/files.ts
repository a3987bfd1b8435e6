import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file to read, from its start each time. */
export interface Input {
  /** How messages call it. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens a file, or standard input for "-". `again`: it will be read a second time, so standard input is
 * copied; else nothing of it is written to a disk. Throws with the file's name when it is missing or is no file.
 */
export async function openInput(file: string, again: boolean): Promise<Input> {
  if (file === '-') return standardInput(again);
  const path = userPath(file);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `${file}: ${error.code === 'ENOENT' ? 'there is no such file.' : error.message}`,
    );
  });
  if (found.isDirectory()) throw new Error(`${file}: it is a directory.`);
  return {
    name: file,
    bytes: () => createReadStream(path, { highWaterMark: 1 << 18 }),
    async close() {},
  };
}

function standardInput(again: boolean): Input {
  const name = 'standard input';
  if (!again) return { name, bytes: () => process.stdin, async close() {} };
  let folder: string | null = null;
  return {
    name,
    async *bytes() {
      if (folder === null) {
        folder = await mkdtemp(join(tmpdir(), 'cors-lens-'));
        await pipeline(
          process.stdin,
          createWriteStream(join(folder, 'input.har'), { mode: 0o600 }),
        );
      }
      yield* createReadStream(join(folder, 'input.har'), { highWaterMark: 1 << 18 });
    },
    async close() {
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Writes to standard output, or to a file that is whole or not there: a temporary file beside it takes
 * its place at the end. What is no regular file (a pipe, /dev/null) is written to directly.
 */
export async function writeOutput(
  file: string | undefined,
  text: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  if (file === undefined || file === '-') {
    // The same error comes through the callback, where it is dealt with.
    process.stdout.on('error', () => {});
    try {
      for await (const piece of text) await writeToStdout(piece);
    } catch (error) {
      // The reader, such as `head`, has seen enough.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
    return;
  }
  const wanted = userPath(file);
  const known = await stat(wanted).catch(() => null);
  if (known && !known.isFile()) {
    if (known.isDirectory()) throw new Error(`${file}: it is a directory.`);
    await pipeline(Readable.from(text), createWriteStream(wanted));
    return;
  }
  const path = known ? await realpath(wanted) : wanted;
  const part = `${path}.${process.pid}.part`;
  try {
    await pipeline(
      Readable.from(text),
      createWriteStream(part, { flags: 'wx', ...(known ? { mode: known.mode } : {}) }),
    );
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function writeToStdout(piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * npm runs this package's own scripts in the package's folder; the user's paths are relative to where the
 * user is. In scripts of other packages the working directory is right.
 */
function userPath(path: string): string {
  const { INIT_CWD, npm_package_name, npm_lifecycle_event } = process.env;
  const own = npm_package_name === 'cors-lens' && npm_lifecycle_event === 'cli';
  return isAbsolute(path) ? path : join((own && INIT_CWD) || process.cwd(), path);
}
