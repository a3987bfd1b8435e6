import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../package.json';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
const names = ['a', 'another-folder-with-a-long-name'] as const;

/** Packages what is in this folder: without Git, as a reviewer of a store would. */
function packageIn(place: string): void {
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'), 'junction');
  execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'test/package.ts'], {
    cwd: place,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const sums = (name: string) => readFileSync(join(folder, name, 'dist-package/SHA256SUMS'), 'utf8');
const unzip = (title: string) =>
  unzipSync(readFileSync(join(folder, 'a', `dist-package/cors-lens-${version}-${title}.zip`)));
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-packages-'));
  const [first, second] = names.map((name) => join(folder, name)) as [string, string];
  cpSync(root, first, {
    recursive: true,
    filter: (path) =>
      !/[\\/](?:\.git|node_modules|dist|dist-\w+|\.cache|output)$|\.log$/.test(path),
  });
  cpSync(first, second, { recursive: true });
  for (const place of [first, second]) packageIn(place);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two folders give the same bytes', () => {
  expect(sums(names[1])).toBe(sums(names[0]));
  expect(sums(names[0]).match(/ {2}cors-lens-.*/g)).toEqual([
    `  cors-lens-${version}-chromium.zip`,
    `  cors-lens-${version}-firefox.zip`,
    `  cors-lens-${version}-source.zip`,
    `  cors-lens-${version}-web.zip`,
    `  cors-lens-${version}.tgz`,
  ]);
});

test.each(['chromium', 'firefox'])(
  'the extension for %s has the version, licences and no map',
  (title) => {
    const files = unzip(title);
    expect(JSON.parse(text(files['manifest.json'])).version).toBe(version);
    expect(text(files.LICENSE)).toMatch(/^MIT License/);
    expect(text(files['THIRD-PARTY-NOTICES'])).toContain('react');
    expect(Object.keys(files).filter((name) => /\.map$|\.tsx?$|^src\/.*\.js$/.test(name))).toEqual(
      [],
    );
  },
);

test('the source is all there is to build from, and no more', () => {
  const files = Object.keys(unzip('source'));
  expect(files).toEqual(expect.arrayContaining(['package-lock.json', 'manifest.json', '.ci/run']));
  expect(files.filter((name) => /^(?:node_modules|dist|\.git)(?:-\w+)?\//.test(name))).toEqual([]);
});
