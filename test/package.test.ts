import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../package.json';
import type { Panel } from './browser/panel.ts';
import {
  callEverything as callInFirefox,
  complaintInFirefox,
  inspectLab as inspectInFirefox,
} from './firefox/inspect.ts';
import { cases } from './lab/cases.ts';
import { callEverything, complaint, inspectLab, settledRows } from './lab/inspect.ts';

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
const packed = (title: string) =>
  join(folder, 'a', `dist-package/cors-lens-${version}-${title}.zip`);
const unzip = (title: string) => unzipSync(readFileSync(packed(title)));
/** Writes the files of a zip into a folder. */
function unpack(title: string, place: string): void {
  for (const [name, bytes] of Object.entries(unzip(title))) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), bytes);
  }
}
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-packages-'));
  const [first, second] = names.map((name) => join(folder, name)) as [string, string];
  cpSync(root, first, {
    recursive: true,
    filter: (path) =>
      !/[\\/](?:\.git|node_modules|dist|dist-\w+|\.cache|output)$|\.log$/.test(path),
  });
  packageIn(first);
  // The second is what a reviewer of a store gets.
  unpack('source', second);
  packageIn(second);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the source for reviewers gives the same bytes, in another folder', () => {
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

/** What the panel says wrongly of the lab, by case. */
async function complaints(panel: Panel, complain: typeof complaint): Promise<string[]> {
  const rows = await settledRows(panel, 45_000, complain);
  return cases.flatMap((entry) => complain(entry, rows) ?? []);
}

test('the zip for Chromium, unpacked, diagnoses the lab', async () => {
  const unpacked = join(folder, 'unpacked');
  unpack('chromium', unpacked);
  const inspected = await inspectLab(unpacked, { headless: true });
  try {
    await callEverything(inspected);
    expect(await complaints(inspected.panel, complaint)).toEqual([]);
  } finally {
    await inspected.close();
  }
}, 240_000);

test('the zip for Firefox, as it is uploaded, diagnoses the lab', async () => {
  const inspected = await inspectInFirefox(packed('firefox'), { headless: true });
  try {
    await callInFirefox(inspected);
    expect(await complaints(inspected.panel, complaintInFirefox)).toEqual([]);
  } finally {
    await inspected.close();
  }
}, 240_000);
