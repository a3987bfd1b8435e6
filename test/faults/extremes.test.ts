import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HarError, readEntries, withoutBodies } from '../../src/report/har.ts';

/** What no tool writes and somebody will pass: a right result, or one true line, in memory that is bounded. */

const head = '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[';
const entry = (text: string) =>
  `{"request":{"method":"GET","url":"https://a.test/"},"response":{"status":200,"content":{"size":1,"mimeType":"text/plain","text":${text}}}}`;

/** A file of `before`, `times` the same megabyte, and `after`. */
function* file(before: string, unit: string, times: number, after: string): Generator<Buffer> {
  yield Buffer.from(before);
  const megabyte = Buffer.from(unit.repeat((1 << 20) / unit.length));
  for (let count = 0; count < times; count += 1) yield megabyte;
  yield Buffer.from(after);
}

/** How many entries the file has; they are dropped as they pass. */
async function count(source: Iterable<Uint8Array>): Promise<number> {
  let entries = 0;
  for await (const batch of readEntries(source)) {
    for (const each of batch) if (withoutBodies(each)) entries += 1;
  }
  return entries;
}

/** What is said of a file that cannot be read. */
async function said(source: Iterable<Uint8Array>): Promise<string> {
  try {
    return `${await count(source)} entries`;
  } catch (error) {
    if (!(error instanceof HarError)) throw error;
    return error.message;
  }
}

const [before = '', after = ''] = entry('"@"').split('@');

test('a million entries', async () => {
  function* entries(): Generator<Buffer> {
    yield Buffer.from(`${head}{}`);
    const thousand = Buffer.from(',{}'.repeat(1_000));
    for (let index = 0; index < 1_000; index += 1) yield thousand;
    yield Buffer.from(']}}');
  }
  expect(await count(entries())).toBe(1_000_001);
});

test('a string of 64 MiB, plain and in escapes', async () => {
  expect(await count(file(head + before, 'x', 64, `${after}]}}`))).toBe(1);
  expect(await count(file(head + before, '\\n', 16, `${after}]}}`))).toBe(1);
});

test('a string that no engine can hold is named, and not read to its end', async () => {
  let read = 0;
  const counted = function* (source: Iterable<Buffer>) {
    for (const chunk of source) {
      read += chunk.length;
      yield chunk;
    }
  };
  expect(await said(counted(file(head + before, 'x', 1024, `${after}]}}`)))).toBe(
    'log.entries[0] is longer than 512 MiB, which is more than one string can hold.',
  );
  expect(read).toBeLessThan(514 << 20);
  // Nor in what stands around the entries.
  expect(await said(file(`${head}],"comment":"`, 'x', 514, '"}}'))).toMatch(
    /^it has a value longer than 512 MiB: byte \d+/,
  );
});

test('a number of many megabytes is one number', async () => {
  expect(await said(file(`${head}{"time":1`, '1', 8, '}]}}'))).toBe('1 entries');
});

test.each([
  [
    'cut off in a value',
    head + before,
    'it ends in the middle, at byte \\d+ .*: the file was cut off\\.',
  ],
  [
    'cut off after an entry',
    `${head}{}`,
    'it ends in the middle, at byte \\d+ .*: the file was cut off\\.',
  ],
  ['something behind it', `${head}{}]}} x`, 'something follows the end of the JSON: byte \\d+'],
  [
    'another document behind it',
    `${head}{}]}}{}`,
    'something follows the end of the JSON: byte \\d+',
  ],
])('%s', async (_, text, reason) => {
  expect(await said([Buffer.from(text)])).toMatch(new RegExp(`^${reason}`));
});

const folder = mkdtempSync(join(tmpdir(), 'cors-lens-extremes-'));
const built = join(folder, 'cors-lens.js');

beforeAll(async () => {
  const bundle = await rolldown({ input: 'src/cli/main.ts', platform: 'node' });
  await bundle.write({ format: 'esm', file: built });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the command line says of so many thousand entries where the heap has 64 MB. */
async function diagnosed(thousands: number): Promise<{ error: string; code: unknown }> {
  const child = spawn(process.execPath, ['--max-old-space-size=64', built, 'diagnose', '-']);
  child.stdin.on('error', () => {});
  let error = '';
  child.stderr.on('data', (part) => {
    error += part;
  });
  const thousand = `,${entry('""')}`.repeat(1_000);
  await pipeline(async function* () {
    yield `${head}${entry('""')}`;
    for (let index = 0; index < thousands; index += 1) yield thousand;
    yield ']}}';
  }, child.stdin).catch(() => {});
  return { code: await new Promise((resolve) => child.on('close', resolve)), error };
}

test('more entries than the memory holds are refused in a line, not by the death of the process', async () => {
  const { error, code } = await diagnosed(300);
  expect(error).toMatch(/^cors-lens: standard input: its entries need more memory than .*\n$/);
  expect(code).toBe(2);
});

test('entries are refused for what they take, not for garbage that waits to be collected', async () => {
  expect(await diagnosed(60)).toEqual({ error: '', code: 0 });
});
