import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture } from './har/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const har = (name: string) => join(root, 'test/har', `${name}.har`);
let folder: string;
/** The built file, alone in a folder without node_modules or package.json. */
let built: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-test-'));
  built = join(folder, 'alone', 'cors-lens.mjs');
  mkdirSync(join(folder, 'alone'));
  const out = join(folder, 'build', 'cors-lens.js');
  execFileSync(
    join(root, 'node_modules/.bin/rolldown'),
    ['src/cli/main.ts', '--platform', 'node', '--format', 'esm', '--file', out],
    { cwd: root },
  );
  copyFileSync(out, built);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  code: number | null;
  out: string;
  error: string;
}

function run(args: string[], input?: Buffer | string, cwd = folder): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [built, ...args], { cwd });
    const result = { code: null as number | null, out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (part) => {
      result.out += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part) => {
      result.error += part;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', (code) => resolve({ ...result, code }));
  });
}

describe('diagnose', () => {
  test('prints a table and what to do; exit 1', async () => {
    const { code, out, error } = await run(['diagnose', har('chrome')]);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    expect(out.split('\n')[0]).toMatch(/^entry +outcome +cause +status +request$/);
    expect(out).toMatch(/^ +4 +blocked +server-error +500 +GET http:\/\/localhost:\d+\/broken$/m);
    expect(out).toMatch(/^ +5 +blocked +preflight-unauthenticated +401 +PUT /m);
    expect(out).toContain('[server-error, 1 request, not a CORS problem]');
    expect(out).toContain(
      '10 cross-origin requests checked: 5 blocked by CORS, 0 failed for other reasons, 0 undetermined.\n',
    );
    expect(out).not.toContain('planted');
  });

  test('--json is for machines', async () => {
    const { code, out } = await run(['diagnose', '--json', har('chrome')]);
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(report).toMatchObject({
      version: 1,
      counts: { checked: 10, blocked: 5 },
      malformed: [],
    });
    expect(report.findings).toHaveLength(10);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        entry: 5,
        preflight: 6,
        method: 'PUT',
        status: 401,
        outcome: 'blocked',
        rule: 'preflight-unauthenticated',
      }),
    );
    expect(out).not.toContain('planted');
  });

  test('nothing blocked: exit 0', async () => {
    const whole = JSON.parse(fixture('chrome').toString());
    const fine = whole.log.entries.filter(
      (entry: { response: { _error: unknown; status: number } }) =>
        entry.response._error === null && entry.response.status < 400,
    );
    const input = JSON.stringify({ log: { ...whole.log, entries: fine } });
    const { code, out, error } = await run(['diagnose', '-'], input);
    expect({ code, out, error }).toEqual({
      code: 0,
      out: '5 cross-origin requests checked: 0 blocked by CORS, 0 failed for other reasons, 0 undetermined.\n',
      error: '',
    });
  });

  test('a failure whose cause the file leaves out is no success', async () => {
    const { code, out } = await run(['diagnose', har('playwright')]);
    expect(code).toBe(1);
    expect(out).toContain('5 undetermined');
  });

  test('what the network says cannot move the cursor', async () => {
    const entry = JSON.parse(fixture('chrome').toString()).log.entries[4];
    entry.request.url += '?x=\u001b[2J\u202e';
    const { out } = await run(
      ['diagnose', '-'],
      JSON.stringify({ log: { entries: [entry], creator: { name: 'WebInspector' } } }),
    );
    expect(out).toContain('\\u{1b}[2J\\u{202e}');
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('annotate', () => {
  test('redacts unless told not to', async () => {
    const safe = await run(['annotate', har('chrome')]);
    expect({ code: safe.code, error: safe.error }).toEqual({ code: 0, error: '' });
    expect(safe.out).not.toContain('planted');
    expect(JSON.parse(safe.out).log.entries[4]._cors.rule).toBe('server-error');
    const whole = await run(['annotate', '--no-redact', har('chrome')]);
    const { log } = JSON.parse(whole.out);
    const before = JSON.parse(fixture('chrome').toString()).log;
    for (const [index, { _cors, comment, ...entry }] of log.entries.entries())
      expect(entry).toEqual(before.entries[index]);
    expect(log.entries[4]._cors.rule).toBe('server-error');
    const piped = await run(['annotate', '--no-redact', '-'], fixture('chrome'));
    expect(piped.out).toBe(whole.out);
    expect((await run(['annotate', '-'], safe.out)).out).toBe(safe.out);
  });

  test('-o replaces the file as a whole, also the input itself, and leaves nothing beside it', async () => {
    const place = join(folder, 'out');
    mkdirSync(place);
    copyFileSync(har('fiddler'), join(place, 'x.har'));
    const { code, out } = await run(['annotate', 'x.har', '-o', 'x.har'], undefined, place);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readdirSync(place)).toEqual(['x.har']);
    expect(JSON.parse(readFileSync(join(place, 'x.har'), 'utf8')).log._cors.counts.blocked).toBe(5);
  });

  test('bad input leaves an earlier output as it was', async () => {
    const target = join(folder, 'kept.har');
    writeFileSync(target, 'before');
    const { code } = await run(
      ['annotate', '--no-redact', '-', '-o', target],
      fixture('chrome').subarray(0, 9000),
    );
    expect(code).toBe(2);
    expect(readFileSync(target, 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a place that cannot be written to', async () => {
    const { code, error } = await run([
      'annotate',
      har('chrome'),
      '-o',
      join(folder, 'no', 'such', 'x.har'),
    ]);
    expect(code).toBe(2);
    expect(error).toMatch(/^cors-lens: .*no such file or directory.*\n$/i);
  });

  test('a device is written to, not replaced', async () => {
    expect((await run(['annotate', har('chrome'), '-o', '/dev/null'])).code).toBe(0);
    expect(existsSync('/dev/null')).toBe(true);
  });

  test('--stack chooses whose settings are written', async () => {
    const { out } = await run(['annotate', '--stack', 'express', har('chrome')]);
    expect(JSON.parse(out).log.entries[5]._cors.fix.stack).toBe('express');
  });
});

describe('what cannot be used: one line on stderr, exit 2, nothing on stdout', () => {
  const entry = JSON.parse(fixture('chrome').toString()).log.entries[4];
  const log = (...entries: unknown[]) => JSON.stringify({ log: { entries } });
  test.each<[string, string[], string | undefined, RegExp]>([
    [
      'no such file',
      ['diagnose', 'none.har'],
      undefined,
      /^cors-lens: none\.har: there is no such file\.\n$/,
    ],
    ['a directory', ['diagnose', '.'], undefined, /^cors-lens: \.: it is a directory\.\n$/],
    [
      'not JSON',
      ['diagnose', '-'],
      '<html>',
      /^cors-lens: standard input: it is not JSON: byte 0 \(line 1, column 1\)\.\n$/,
    ],
    [
      'cut off',
      ['annotate', '-'],
      '{"log":{"entries":[\n{',
      /^cors-lens: standard input: it ends in the middle, at byte 21 \(line 2, column 2\).*\n$/,
    ],
    [
      'no HAR',
      ['diagnose', '-'],
      '{}',
      /^cors-lens: standard input: it is JSON but not a HAR.*\n$/,
    ],
    [
      'an entry without its request',
      ['diagnose', '--strict', '-'],
      log(entry, {}),
      /^cors-lens: standard input: log\.entries\[1\] cannot be read: The entry has no request\..*\n$/,
    ],
    [
      'entries of wrong types',
      ['annotate', '--strict', '-'],
      log(1, null, { ...entry, request: [] }),
      /log\.entries\[0\] cannot be read \(and 2 more\)/,
    ],
    ['nothing', ['diagnose', '-'], '', /^cors-lens: standard input: it is empty\.\n$/],
    ['no command', [], undefined, /^cors-lens: Name a command.* See --help\.\n$/],
    ['no such command', ['fix'], undefined, /^cors-lens: There is no command "fix"\..*\n$/],
    ['no file', ['diagnose'], undefined, /^cors-lens: Name the file.*\n$/],
    ['two files', ['diagnose', 'a', 'b'], undefined, /^cors-lens: One file at a time.*\n$/],
    [
      'no such option',
      ['diagnose', '--colour', 'a'],
      undefined,
      /^cors-lens: Unknown option '--colour'.*\n$/,
    ],
    [
      'no such stack',
      ['diagnose', '--stack', 'cobol', 'a'],
      undefined,
      /^cors-lens: There is no stack "cobol"\. There are .*express.*\n$/,
    ],
    [
      'both ways',
      ['annotate', '--redact', '--no-redact', 'a'],
      undefined,
      /^cors-lens: Choose one of --redact and --no-redact\..*\n$/,
    ],
    [
      'a hostile name',
      ['diagnose', 'a\u001b[2J\nb'],
      undefined,
      /^cors-lens: a\\u\{1b\}\[2J\\u\{a\}b: there is no such file\.\n$/,
    ],
  ])('%s', async (_, args, input, message) => {
    const { code, out, error } = await run(args, input);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(message);
  });

  test.each([[[]], [['--lenient']]])('%s goes on without them, and names five', async (options) => {
    const input = log(1, null, {}, { request: {} }, [], 'x', { ...entry });
    const { code, out, error } = await run(['diagnose', ...options, '-'], input);
    expect(code).toBe(1);
    expect(out).toContain('6 entries could not be read and were left out.');
    expect(error.split('\n')).toEqual([
      'cors-lens: log.entries[0] was left out: The entry is not an object.',
      'cors-lens: log.entries[1] was left out: The entry is not an object.',
      'cors-lens: log.entries[2] was left out: The entry has no request.',
      'cors-lens: log.entries[3] was left out: The request has no URL.',
      'cors-lens: log.entries[4] was left out: The entry is not an object.',
      'cors-lens: 1 more entry was left out.',
      '',
    ]);
  });

  test('an API that cannot be reached is no success', async () => {
    const response = { status: 0, headers: [], _error: 'net::ERR_CONNECTION_REFUSED' };
    const { code } = await run(['diagnose', '-'], log({ ...entry, response }));
    expect(code).toBe(1);
  });
});

test('--help and --version', async () => {
  const { code, out } = await run(['--help']);
  expect(code).toBe(0);
  for (const word of ['diagnose', 'annotate', '--json', '-o', '--no-redact', 'Exit codes'])
    expect(out).toContain(word);
  expect((await run(['--version'])).out).toBe(
    `${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n`,
  );
});

test('a reader that stops early is no error', () => {
  const out = execFileSync('bash', [
    '-c',
    `set -o pipefail; "$0" "$1" annotate --no-redact "$2" | head -c 100; echo; echo "${'$'}{PIPESTATUS[0]}"`,
    process.execPath,
    built,
    har('firefox'),
  ]).toString();
  expect(out).toMatch(/\n0\n$/);
});

test('npm run cli: paths are relative to where the user is', () => {
  const there = join(root, 'test', 'har');
  const out = execFileSync('npm', ['run', '--silent', 'cli', '--', 'annotate', 'insomnia.har'], {
    cwd: there,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(out.toString()).log._cors.counts.blocked).toBe(2);
});

test('a file larger than the memory is annotated', async () => {
  const file = join(folder, 'large.har');
  const entry = JSON.parse(fixture('chrome').toString()).log.entries[4];
  entry.response.content = { size: 1, mimeType: 'text/plain', text: 'x'.repeat(2_000_000) };
  const line = JSON.stringify(entry);
  writeFileSync(
    file,
    '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"1"},"pages":[],"entries":[',
  );
  for (let index = 0; index < 60; index++)
    writeFileSync(file, `${index ? ',' : ''}${line}`, { flag: 'a' });
  writeFileSync(file, ']}}', { flag: 'a' });
  for (const redaction of ['--redact', '--no-redact']) {
    const child = spawn(process.execPath, [
      '--max-old-space-size=64',
      built,
      'annotate',
      redaction,
      file,
      '-o',
      join(folder, 'large.out.har'),
    ]);
    let error = '';
    child.stderr.on('data', (part) => {
      error += part;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, error }).toEqual({ code: 0, error: '' });
  }
}, 120_000);
