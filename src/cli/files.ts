import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asText, unpacked } from './bytes.ts';

/** A file to read, from its start each time. */
export interface Input {
  /** How messages call it. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/**
 * The files that the arguments name, in their order: a directory stands for the `.har`, `.har.gz` and
 * `.har.zip` files in it and below, by name, without `node_modules` and what is hidden. Throws when a directory has none.
 */
export async function filesOf(args: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const arg of args) {
    const found = arg === '-' ? null : await stat(userPath(arg)).catch(() => null);
    if (!found?.isDirectory()) {
      files.push(arg);
      continue;
    }
    const before = files.length;
    for await (const file of harsIn(arg)) files.push(file);
    if (files.length === before) throw new Error(`${arg}: no .har, .har.gz or .har.zip files.`);
  }
  return [...new Set(files)];
}

/** Links are not followed, so that no ring is walked. */
async function* harsIn(folder: string): AsyncGenerator<string> {
  const children = await readdir(userPath(folder), { withFileTypes: true }).catch((error) => {
    throw toldOf(folder, error);
  });
  children.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const child of children) {
    const path = join(folder, child.name);
    if (child.isDirectory()) {
      if (child.name !== 'node_modules' && !child.name.startsWith('.')) yield* harsIn(path);
    } else if (/\.har(\.gz|\.zip)?$/i.test(child.name)) yield path;
  }
}

/** Why a file cannot be read or written: the system's own message names the path, which may be a temporary one. */
function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? (code === '' ? message : `${code}.`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file.',
  ENOTDIR: 'no such file.',
  EISDIR: 'is a directory.',
  EACCES: 'permission denied.',
  EPERM: 'permission denied.',
  EROFS: 'the file system is read-only.',
  ENOSPC: 'no space left.',
  EDQUOT: 'no space left.',
  ENAMETOOLONG: 'the name is too long.',
  EMFILE: 'too many open files.',
  ELOOP: 'too many symbolic links.',
};

/**
 * Opens a file, or standard input for "-". `again`: it will be read a second time, so standard input is
 * copied; else nothing of it is written to a disk. Throws with the file's name when it is missing or is no file.
 */
export async function openInput(file: string, again: boolean): Promise<Input> {
  if (file === '-') return standardInput(again);
  const path = userPath(file);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file}: ${reasonOf(error)}`);
  });
  if (found.isDirectory()) throw new Error(`${file}: is a directory.`);
  return {
    name: file,
    bytes: () => decoded(createReadStream(path, { highWaterMark: 1 << 20 }), path),
    async close() {},
  };
}

function decoded(raw: AsyncIterable<Uint8Array>, path: string | null): AsyncIterable<Uint8Array> {
  return asText(unpacked(raw, path));
}

function standardInput(again: boolean): Input {
  const name = 'standard input';
  if (!again) return { name, bytes: () => decoded(process.stdin, null), async close() {} };
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
      const copy = join(folder, 'input.har');
      yield* decoded(createReadStream(copy, { highWaterMark: 1 << 20 }), copy);
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
    if (known.isDirectory()) throw new Error(`${file}: is a directory.`);
    await pipeline(Readable.from(text), createWriteStream(wanted)).catch((error) => {
      throw toldOf(file, error);
    });
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
    await rm(part, { force: true }).catch(() => {});
    throw toldOf(file, error);
  }
}

/** The error as it is told of the file; one that is not of the system is its own. */
export function toldOf(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  const reason =
    code === 'ENOENT' ? 'no such directory.' : reasonOf(error as NodeJS.ErrnoException);
  return new Error(`${file}: ${reason}`);
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
