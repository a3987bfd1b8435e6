import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OutputOptions, type RolldownOptions, rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { bundledIn, noticesOf } from '../notices.ts';
import config from '../rolldown.config.ts';

const ourLicense = readFileSync('LICENSE', 'utf8');

test('the command line’s file carries our licence and those of what it bundles, alone and beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cors-lens-notices-'));
  try {
    const [{ output, ...input }] = config as [RolldownOptions];
    const bundle = await rolldown(input);
    await bundle.write({ ...(output as OutputOptions), dir: folder });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const notices = read('THIRD-PARTY-NOTICES');
    expect(read('LICENSE')).toBe(ourLicense);
    expect([...notices.matchAll(/^(\S+) \S+ \(.+\)$/gm)].map(([, name]) => name)).toEqual([
      '@streamparser/json',
      'pend',
      'rolldown',
      'yauzl',
    ]);
    expect(notices).toContain('Copyright (c) 2020 Juanjo Diaz');
    const end = read('cors-lens.js').split('\n/*!\n').at(-1);
    expect(end).toContain(ourLicense);
    expect(end).toContain(notices);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every package that anything in src may import has a licence to pass on', () => {
  const names = ['@streamparser/json', 'react', 'react-dom', 'webextension-polyfill', 'yauzl'];
  const bundled = bundledIn(names.map((name) => `/x/node_modules/${name}/index.js`));
  expect(bundled.map(({ name }) => name).sort()).toEqual(names.sort());
  for (const { name, version, license, source, text } of bundled) {
    expect(source).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/);
    const folder = `node_modules/${name}`;
    // What is installed, and so bundled, is what the lockfile names.
    expect(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version).toBe(version);
    expect(license).toMatch(/^(MIT|BSD-3-Clause|MPL-2\.0|ISC|Apache-2\.0)$/);
    expect(text).toMatch(/copyright|Mozilla Public License/i);
    expect(noticesOf(bundled)).toContain(text.trim());
  }
});

test('helpers of the build tools and packages within packages are found, our own modules are none', () => {
  const names = (...ids: string[]) => bundledIn(ids).map(({ name }) => name);
  expect(names('\0vite/preload-helper.js', '\0rolldown/runtime.js')).toEqual(['rolldown', 'vite']);
  expect(names('C:\\x\\node_modules\\react\\index.js', '/x/src/panel/main.tsx')).toEqual(['react']);
  expect(() => names('/x/node_modules/no-such-package/index.js')).toThrow('no licence');
  expect(existsSync('node_modules/vite/LICENSE.md')).toBe(true);
});
