import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
/** Where a user has installed the packed package, and nothing else. */
let home: string;

function inHome(command: string, ...args: string[]): string {
  const { NODE_PATH: _, INIT_CWD: __, ...env } = process.env;
  return execFileSync(command, args, { cwd: home, env, encoding: 'utf8' });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-package-'));
  home = join(folder, 'home');
  const quiet = ['--silent', '--ignore-scripts'];
  const packed = execFileSync('npm', ['pack', ...quiet, '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  execFileSync('mkdir', [home]);
  inHome('npm', 'install', '--offline', '--no-audit', ...quiet, join(folder, packed));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('npx cors-lens works in an empty folder, from the tarball alone', () => {
  expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'cors-lens',
  ]);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(inHome('npx', '--offline', 'cors-lens', '--version')).toBe(`${version}\n`);
  copyFileSync(join(root, 'test/har/insomnia.har'), join(home, 'session.har'));
  const out = inHome('npx', '--offline', 'cors-lens', 'diagnose', '--fail-on=never', 'session.har');
  expect(out).toMatch(/cross-origin requests checked: \d+ blocked by CORS/);
});

test('the package holds what it needs and no more', () => {
  const files = readdirSync(join(home, 'node_modules/cors-lens'), { recursive: true });
  expect(files.map(String).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist-cli',
    'dist-cli/LICENSE',
    'dist-cli/THIRD-PARTY-NOTICES',
    'dist-cli/cors-lens.js',
    'dist-cli/cors-lens.schema.json',
    'dist-cli/index.d.ts',
    'dist-cli/index.js',
    'dist-cli/playwright.d.ts',
    'dist-cli/playwright.js',
    'package.json',
  ]);
});

test("the README's example runs, and its types are right", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, example = ''] = /### From code\n\n```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(example).toContain('diagnose');
  copyFileSync(join(root, 'test/har/chrome.har'), join(home, 'session.har'));
  writeFileSync(join(home, 'example.mjs'), example);
  const out = inHome(process.execPath, 'example.mjs');
  expect(out).toContain('server-error');
  expect(
    JSON.parse(readFileSync(join(home, 'annotated.har'), 'utf8')).log._cors.counts.blocked,
  ).toBe(5);

  writeFileSync(join(home, 'example.mts'), `${example}\nconst no: number = report.findings;\n`);
  const types = join(root, 'node_modules/@types');
  const check = () =>
    inHome(
      process.execPath,
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'],
      ...['--types', 'node', '--typeRoots', types, 'example.mts'],
    );
  let complaints = '';
  try {
    check();
  } catch (error) {
    complaints = (error as { stdout: string }).stdout;
  }
  // The one that was planted, and no other.
  expect(
    complaints
      .trim()
      .split('\n')
      .filter((line) => line.includes('error TS')),
  ).toEqual([expect.stringContaining("'readonly Finding[]' is not assignable to type 'number'")]);
});

test('the exports refuse what is no HAR', async () => {
  const { annotate, diagnose } = await import(
    join(home, 'node_modules/cors-lens/dist-cli/index.js')
  );
  for (const run of [annotate, diagnose]) {
    expect(() => run({})).toThrow(new TypeError('No HAR: log.entries is no array.'));
    expect(() => run({ log: { entries: [] } }, { stack: 'cobol' })).toThrow(
      'Unknown stack "cobol".',
    );
  }
  const har = JSON.parse(readFileSync(join(root, 'test/har/chrome.har'), 'utf8'));
  expect(JSON.stringify(annotate(har))).not.toContain('planted');
  expect(JSON.stringify(annotate(har, { redact: false }))).toContain('planted');
});
