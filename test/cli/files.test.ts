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
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { diagnosed } from '../../src/cli/diagnosed.ts';
import { asJson } from '../../src/cli/json.ts';
import { asTable } from '../../src/cli/table.ts';
import { annotate } from '../../src/report/annotate.ts';
import { fixture } from '../har/index.ts';
import { run as runBuilt } from './run.ts';
import { zipOf } from './zip.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const har = (name: string) => join(root, 'test/har', `${name}.har`);
let folder: string;
/** The built file, alone in a folder without node_modules or package.json. */
const built = inject('cli');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-test-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], input?: Buffer | string, cwd = folder, env: NodeJS.ProcessEnv = {}) =>
  runBuilt(args, input, cwd, env);

describe('diagnose', () => {
  test('prints each cause with an example, the change and the first step; exit 1', async () => {
    const { code, out, error } = await run(['diagnose', har('chrome')]);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    const causes = out.split('\n\n');
    const port = /localhost:(\d+)/.exec(out)?.[1];
    const page = /origin: http:\/\/(localhost:\d+)/.exec(out)?.[1];
    expect(causes.find((cause) => cause.startsWith('CORS: Origin'))).toBe(
      [
        `CORS: Origin http://${page} is not allowed`,
        `  localhost:${port} · 1 request · 200 · allow-origin-mismatch`,
        `  GET http://localhost:${port}/wrong (entry 9)`,
        `  Fix: Add http://${page} to the server's allowlist, or call the API for`,
        '       local development.',
        '    - access-control-allow-origin: http://shop.example',
        `    + access-control-allow-origin: http://${page}`,
        '    + access-control-allow-credentials: true',
        '  Note: Works in curl or Postman? Only browsers enforce CORS.',
      ].join('\n'),
    );
    expect(causes.map((cause) => / · ([a-z-]+)( · likely)?$/m.exec(cause)?.[1])).toEqual([
      'preflight-unauthenticated',
      'allow-origin-wildcard-credentials',
      'allow-origin-mismatch',
      'server-error',
      'login-redirect',
      undefined,
    ]);
    expect(out).toMatch(
      /\n10 cross-origin requests checked: 5 blocked by CORS, [\s\S]*0 unknown\.\n$/,
    );
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(out).not.toMatch(/planted|`|\u001b/);
  });

  test('requests of one cause and server are one group', async () => {
    const { log } = JSON.parse(fixture('chrome').toString());
    const broken = log.entries[4];
    const again = (path: string) => ({
      ...broken,
      request: { ...broken.request, url: broken.request.url + path },
    });
    const input = JSON.stringify({ log: { ...log, entries: [broken, again('?a'), again('?b')] } });
    const { out } = await run(['diagnose', '-'], input);
    expect(out.match(/^(Not )?CORS: /gm)).toHaveLength(1);
    expect(out).toContain(' · 3 requests · 500 · ');
  });

  test('--fix prints every step and one config for each server; --stack chooses whose', async () => {
    const detected = await run(['diagnose', '--fix', har('chrome')]);
    expect(detected.out).toMatch(/^ {2}2\. /m);
    expect(detected.out.match(/^CORS config for /gm)).toHaveLength(1);
    expect(detected.out).toContain('Would fail next: ');
    const { out } = await run(['diagnose', '--stack', 'caddy', har('chrome')]);
    expect(out).toMatch(/^CORS config for http:\/\/localhost:\d+ \(Caddy\)$/m);
    expect(out).toContain('Access-Control-Allow-Origin');
    expect(out).toMatch(/^ {2}Docs: https:/m);
  });

  test('FORCE_COLOR sets color, and nothing else changes; NO_COLOR does not', async () => {
    const [none, color, no] = await Promise.all([
      run(['diagnose', har('chrome')]),
      run(['diagnose', har('chrome')], undefined, folder, { FORCE_COLOR: '1' }),
      run(['diagnose', har('chrome')], undefined, folder, { NO_COLOR: '1' }),
    ]);
    expect(color.out).toContain('\u001b[31mCORS: \u001b[39m');
    expect(color.out).toContain('\u001b[1mOrigin \u001b[22m\u001b[36m\u001b[1mhttp://localhost:');
    expect(color.out.replace(/\u001b\[\d+m/g, '')).toBe(none.out);
    expect(no.out).toBe(none.out);
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
      out: '5 cross-origin requests checked: 0 blocked by CORS, 0 failed for other reasons,\n0 unknown.\n',
      error: '',
    });
  });

  test('a failure whose cause the file leaves out is no success', async () => {
    const { code, out } = await run(['diagnose', har('playwright')]);
    expect(code).toBe(1);
    expect(out).toContain('5 unknown');
  });

  test('what is only likely allowed is shown as such, once, and is no failure', async () => {
    const { log } = JSON.parse(fixture('firefox').toString());
    const input = JSON.stringify({ log: { ...log, entries: [log.entries[4]] } });
    const { code, out } = await run(['diagnose', '-'], input);
    expect(code).toBe(0);
    expect(out).toMatch(/^Likely allowed: fails InvalidAllowCredentials with credentials\n/);
  });

  test('what the network says cannot move the cursor', async () => {
    const entry = JSON.parse(fixture('chrome').toString()).log.entries[4];
    entry.request.url += '?x=\u001b[2J\u202e';
    const input = JSON.stringify({ log: { entries: [entry], creator: { name: 'WebInspector' } } });
    const { out } = await run(['diagnose', '-'], input);
    expect(out).toContain('\\u{1b}[2J\\u{202e}');
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  test('what the network says is no command of a CI runner', async () => {
    const { log } = JSON.parse(fixture('chrome').toString());
    const entry = log.entries[9];
    const headers = entry.response.headers.map((line: { name: string; value: string }) =>
      /allow-origin/i.test(line.name)
        ? { ...line, value: `${'x'.repeat(60)} ::stop-commands::x ##[error]y` }
        : line,
    );
    const entries = [{ ...entry, response: { ...entry.response, headers } }];
    const input = JSON.stringify({ log: { ...log, entries } });
    for (const format of ['table', 'github']) {
      const { out } = await run(['diagnose', '--format', format, '-'], input);
      expect(out).toContain('stop-commands');
      expect(out).not.toMatch(/^\s*::stop/m);
      if (format === 'table') expect(out).not.toContain('##[');
    }
  });

  test('a value of a megabyte, and 200,000 requests of one cause', () => {
    const { log } = JSON.parse(fixture('chrome').toString());
    const entry = log.entries[9];
    entry.request.url += `?${'x'.repeat(1_000_000)}`;
    for (const line of entry.response.headers) {
      if (/allow-origin/i.test(line.name)) line.value += 'y'.repeat(1_000_000);
    }
    const annotated = annotate({ log: { ...log, entries: [entry, ...log.entries] } });
    const [lead] = annotated.findings.filter(({ verdict }) => verdict.outcome === 'blocked');
    const findings = [...annotated.findings, ...Array(200_000).fill(lead)];
    const file = diagnosed('x.har', { ...annotated, findings }, []);
    const look = { width: 80, color: false };
    const out = [
      ...asTable([file], false, { look, fix: true, stack: undefined, quiet: false }),
    ].join('');
    expect(out).toContain(' · 200001 requests · ');
    expect(out.length).toBeLessThan(20_000);
    let json = 0;
    for (const piece of asJson([file])) json += piece.length;
    expect(json).toBeGreaterThan(200_000 * 100);
  });
});

describe('the files of diagnose', () => {
  const whole = JSON.parse(fixture('chrome').toString());
  /** A HAR of the one entry. */
  const one = (index: number) =>
    JSON.stringify({ log: { ...whole.log, entries: [whole.log.entries[index]] } });
  let place: string;

  beforeAll(() => {
    place = join(folder, 'files');
    for (const sub of ['deep/er', 'node_modules', '.hidden', 'empty'])
      mkdirSync(join(place, sub), { recursive: true });
    writeFileSync(join(place, 'b.har'), one(4));
    writeFileSync(join(place, 'deep', 'a.har.gz'), gzipSync(one(9)));
    writeFileSync(join(place, 'deep', 'er', 'ok.HAR'), one(2));
    for (const sub of ['node_modules', '.hidden', 'deep/er'])
      writeFileSync(join(place, sub, sub === 'deep/er' ? 'note.txt' : 'x.har'), 'no HAR');
  });

  test('several, directories, gzip and standard input; a file twice is one', async () => {
    const args = ['diagnose', '--json', 'b.har', '.', '-'];
    const { code, out, error } = await run(args, gzipSync(one(4)), place);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    const report = JSON.parse(out);
    const names = ['b.har', 'deep/a.har.gz', 'deep/er/ok.HAR', 'standard input'];
    expect(report).toMatchObject({ version: 1, file: null, counts: { checked: 4, blocked: 3 } });
    expect(report.files.map(({ file }: { file: string }) => file)).toEqual(names);
    expect(report.findings.map(({ file }: { file: string }) => file)).toEqual(names);
  });

  test('a table has a summary for each file and one for all', async () => {
    const { out } = await run(['diagnose', '.'], undefined, place);
    expect(out).toMatch(/^b\.har\n\nNot CORS: /);
    expect(out.match(/^1 cross-origin request checked: /gm)).toHaveLength(3);
    expect(out).toMatch(/\n3 files, 3 cross-origin requests checked: 2 blocked by CORS/);
    const quiet = await run(['diagnose', '--quiet', '.'], undefined, place);
    expect(quiet.out).not.toContain('ok.HAR');
    expect(quiet.out).not.toContain('Limitations');
    const fine = await run(['diagnose', '-q', 'deep/er'], undefined, place);
    expect(fine).toEqual({ code: 0, out: '', error: '' });
  });

  test('what cannot be read is named, and the rest diagnosed; exit 2', async () => {
    const args = ['diagnose', 'none.har', 'deep/er/ok.HAR', 'deep/er/note.txt'];
    const { code, out, error } = await run(args, undefined, place);
    expect(code).toBe(2);
    expect(error).toBe(
      'cors-lens: none.har: no such file.\ncors-lens: deep/er/note.txt: it is not JSON: byte 1 (line 1, column 2).\n',
    );
    expect(out).toContain('1 cross-origin request checked');
  });

  test('annotate reads gzip, and with its bodies twice', async () => {
    const { code, out } = await run(['annotate', '--no-redact', 'deep/a.har.gz'], undefined, place);
    expect(code).toBe(0);
    expect(JSON.parse(out).log.entries[0]._cors.rule).toBe('allow-origin-mismatch');
  });

  test('the HAR of a zip archive is read, from a file, a directory and standard input', async () => {
    const zip = zipOf({ 'har.har': one(4), '1f2e.json': '{}', '__MACOSX/._har.har': 'x' });
    const zips = join(folder, 'zips');
    mkdirSync(zips);
    writeFileSync(join(zips, 'a.har.zip'), zip);
    writeFileSync(join(folder, 'b.zip'), zip);
    for (const args of [[zips], [join(folder, 'b.zip')], ['-']]) {
      const { code, out, error } = await run(['diagnose', ...args], zip);
      expect({ code, error }).toEqual({ code: 1, error: '' });
      expect(out).toContain('server-error');
    }
    const whole = ['annotate', '--no-redact'];
    for (const [args, input] of [
      [['-'], zip],
      [[join(folder, 'b.zip')], undefined],
    ] as const) {
      const { code, out } = await run([...whole, ...args], input);
      expect(code).toBe(0);
      expect(JSON.parse(out).log.entries[0]._cors.rule).toBe('server-error');
    }
  });

  test('UTF-16 without a mark is read', async () => {
    const { out } = await run(['diagnose', '-'], Buffer.from(one(4), 'utf16le'));
    expect(out).toContain('server-error');
  });
});

describe('the formats of diagnose', () => {
  const chrome = ['diagnose', har('chrome')];
  const of = async (...args: string[]) => {
    const { code, out, error } = await run([...chrome, ...args]);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    expect(out).not.toContain('planted');
    return out;
  };

  test('markdown and html: the report', async () => {
    const text = await of('--format', 'markdown');
    expect(text).toMatch(/^# CORS report for `localhost:\d+`\n/);
    expect(text).toContain('Redacted:');
    const target = join(folder, 'report.html');
    expect(await of('--format=html', '-o', target)).toBe('');
    expect(readFileSync(target, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  test('junit: a case for each request', async () => {
    const text = await of('--format', 'junit');
    expect(text).toMatch(/ tests="10" failures="5" errors="0" skipped="0" /);
    expect(text.match(/<testcase /g)).toHaveLength(10);
    expect(text.match(/<failure message="[^"<>]+" type="[a-z-]+">[^<>]+<\/failure>/g)).toHaveLength(
      5,
    );
    expect(text).toMatch(/timestamp="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"/);
  });

  test('github: an error for each cause, in its line', async () => {
    const lines = (await of('--format', 'github')).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^::error title=[^:,]+::GET http:.*%0A1\. /);
    expect(lines[5]).toBe('cors-lens: 10 cross-origin requests checked, 5 failed.');
  });

  test('--format json is --json', async () => {
    expect(await of('--format', 'json')).toBe(await of('--json'));
  });
});

describe('the exit code of diagnose', () => {
  const { log } = JSON.parse(fixture('chrome').toString());
  const file = (...entries: unknown[]) => JSON.stringify({ log: { ...log, entries } });
  const wrong = log.entries[9];
  const down = {
    ...wrong,
    response: { status: 0, headers: [], _error: 'net::ERR_CONNECTION_REFUSED' },
  };
  /** Works, but the response may be cached for another origin. */
  const warned = {
    ...log.entries[2],
    response: {
      ...log.entries[2].response,
      headers: [
        {
          name: 'Access-Control-Allow-Origin',
          value: new URL(
            log.entries[2].request.headers.find(
              ({ name }: { name: string }) => name.toLowerCase() === 'origin',
            )?.value,
          ).origin,
        },
        { name: 'Cache-Control', value: 'public, max-age=600' },
      ],
    },
  };

  test.each([
    ['blocked', file(wrong), 1],
    ['blocked', file(down), 0],
    ['failed', file(down), 1],
    ['failed', file(warned), 0],
    ['warnings', file(warned), 1],
    ['never', file(wrong, down), 0],
  ])('--fail-on %s', async (level, input, expected) => {
    const { code } = await run(['diagnose', '--fail-on', level, '-'], input);
    expect(code).toBe(expected);
  });

  test('--ignore takes hosts and rules', async () => {
    const host = new URL(wrong.request.url).host;
    const input = file(wrong, log.entries[4], warned);
    const rule = ['--ignore', 'allow-origin-mismatch', '--ignore', 'server-error'];
    const byRule = await run(['diagnose', ...rule, '-'], input);
    expect(byRule.code).toBe(0);
    expect(byRule.out).toMatch(/; 2 ignored\./);
    const some = await run(['diagnose', '--ignore', 'server-error', '--json', '-'], input);
    expect(JSON.parse(some.out)).toMatchObject({ counts: { checked: 2, blocked: 1, ignored: 1 } });
    for (const pattern of [host, 'LOCALHOST', '*cal*ost'])
      expect((await run(['diagnose', '-q', '--ignore', pattern, '-'], input)).code, pattern).toBe(
        0,
      );
    const other = await run(['diagnose', '--ignore', '*.localhost', '-'], input);
    expect(other.code).toBe(1);
    const advice = ['--fail-on', 'warnings', '--ignore', 'vary-origin-missing'];
    expect((await run(['diagnose', ...advice, '-'], file(warned))).code).toBe(0);
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
    expect(error).toBe(`cors-lens: ${join(folder, 'no', 'such', 'x.har')}: no such directory.\n`);
  });

  test('a device is written to, not replaced', async () => {
    expect((await run(['annotate', har('chrome'), '-o', '/dev/null'])).code).toBe(0);
    expect(existsSync('/dev/null')).toBe(true);
  });

  test('--stack chooses whose config is written', async () => {
    const { out } = await run(['annotate', '--stack', 'express', har('chrome')]);
    expect(JSON.parse(out).log.entries[5]._cors.fix.stack).toBe('express');
  });
});

describe('what cannot be used: one line on stderr, exit 2, nothing on stdout', () => {
  const entry = JSON.parse(fixture('chrome').toString()).log.entries[4];
  const log = (...entries: unknown[]) => JSON.stringify({ log: { entries } });
  test.each<[string, string[], string | Buffer | undefined, RegExp]>([
    [
      'no such file',
      ['diagnose', 'none.har'],
      undefined,
      /^cors-lens: none\.har: no such file\.\n$/,
    ],
    [
      'a name that is too long',
      ['diagnose', `${'x'.repeat(300)}.har`],
      undefined,
      /^cors-lens: x+\.har: the name is too long\.\n$/,
    ],
    [
      'a file in place of a directory',
      ['diagnose', har('chrome'), '-o', join(har('chrome'), 'x.har')],
      undefined,
      /^cors-lens: \/.*chrome\.har\/x\.har: no such file\.\n$/,
    ],
    ['a directory', ['annotate', '.'], undefined, /^cors-lens: \.: is a directory\.\n$/],
    [
      'a directory without a HAR',
      ['diagnose', 'files/empty'],
      undefined,
      /^cors-lens: files\/empty: no \.har, \.har\.gz or \.har\.zip files\.\n$/,
    ],
    [
      'Latin-1',
      ['diagnose', '-'],
      Buffer.from('{"log":{"entries":[],"comment":"caf\xe9 \xfc"}}', 'latin1'),
      /^cors-lens: standard input: it is not UTF-8, at byte 35: .*Latin-1.*\n$/,
    ],
    [
      'something behind its end',
      ['diagnose', '-'],
      '{"log":{"entries":[]}}\nxx',
      /^cors-lens: standard input: something follows the end of the JSON: byte 23 \(line 2, column 1\)\.\n$/,
    ],
    [
      'two in one',
      ['diagnose', '-'],
      '{"log":{"entries":[]}}{"log":{"entries":[]}}',
      /^cors-lens: standard input: something follows the end of the JSON: byte 22 .*\n$/,
    ],
    [
      'gzip that was cut off',
      ['diagnose', '-'],
      gzipSync(fixture('chrome')).subarray(0, 2000),
      /^cors-lens: standard input: the gzip data ends in the middle: the file was cut off\.\n$/,
    ],
    [
      'gzip that is damaged',
      ['diagnose', '-'],
      Buffer.from('1f8b0800000000000003ffffffff', 'hex'),
      /^cors-lens: standard input: the gzip data is damaged\.\n$/,
    ],
    [
      'a gzip bomb',
      ['diagnose', '-'],
      gzipSync(Buffer.alloc(100_000_000, ' ')),
      /^cors-lens: standard input: it unpacks to more than \d+ MiB from \d+ KiB of gzip: refused\.\n$/,
    ],
    [
      'a zip bomb',
      ['diagnose', '-'],
      zipOf({ 'x.har': Buffer.alloc(100_000_000, ' ') }),
      /^cors-lens: standard input: it unpacks to more than \d+ MiB from \d+ KiB of zip: refused\.\n$/,
    ],
    [
      'a zip archive without a HAR',
      ['diagnose', '-'],
      zipOf({ 'x.txt': '{}' }),
      /^cors-lens: standard input: the zip archive has no \.har file\.\n$/,
    ],
    [
      'a zip archive with two',
      ['diagnose', '-'],
      zipOf({ 'a.har': '{}', 'b.har': '{}' }),
      /^cors-lens: standard input: the zip archive has 2 \.har files: unpack it, .*\n$/,
    ],
    [
      'an encrypted zip archive',
      ['diagnose', '-'],
      zipOf({ 'a.har': '{}' }, true),
      /^cors-lens: standard input: the zip archive is encrypted\.\n$/,
    ],
    [
      'a zip archive that was cut off',
      ['diagnose', '-'],
      zipOf({ 'a.har': fixture('chrome') }).subarray(0, 2000),
      /^cors-lens: standard input: the zip archive is damaged\.\n$/,
    ],
    [
      'a zip archive that is damaged inside',
      ['diagnose', '-'],
      Buffer.from(
        zipOf({ 'a.har': fixture('chrome') }).map((byte, at) => (at > 99 && at < 200 ? 255 : byte)),
      ),
      /^cors-lens: standard input: the zip archive is damaged\.\n$/,
    ],
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
      /^cors-lens: standard input: log\.entries\[1\] is invalid: The entry has no request\..*\n$/,
    ],
    [
      'entries of wrong types',
      ['annotate', '--strict', '-'],
      log(1, null, { ...entry, request: [] }),
      /log\.entries\[0\] is invalid \(and 2 more\)/,
    ],
    ['nothing', ['diagnose', '-'], '', /^cors-lens: standard input: it is empty\.\n$/],
    [
      'no command',
      [],
      undefined,
      /^cors-lens: Missing command: diagnose, annotate or check\. See --help\.\n$/,
    ],
    [
      'no such command',
      ['fix'],
      undefined,
      /^cors-lens: Unknown command "fix"\. Available: diagnose, annotate, check\..*\n$/,
    ],
    [
      'nearly a command',
      ['diagnos'],
      undefined,
      /^cors-lens: Unknown command "diagnos"\. Did you mean "diagnose"\?.*\n$/,
    ],
    [
      'no file',
      ['diagnose'],
      undefined,
      /^cors-lens: Missing file: diagnose FILE\.har See --help\.\n$/,
    ],
    ['two files', ['annotate', 'a', 'b'], undefined, /^cors-lens: Too many arguments: "b"\..*\n$/],
    [
      'an option of the other command',
      ['annotate', '--quiet', 'a'],
      undefined,
      /^cors-lens: --quiet is only valid with diagnose and check\..*\n$/,
    ],
    [
      'nearly an option',
      ['diagnose', '--formt', 'json', 'a'],
      undefined,
      /^cors-lens: Unknown option "--formt"\. Did you mean "--format"\?.*\n$/,
    ],
    [
      'nearly a rule',
      ['diagnose', '--ignore', 'server-eror', 'a'],
      undefined,
      /^cors-lens: Unknown rule "server-eror"\. Did you mean "server-error"\?.*\n$/,
    ],
    [
      'no such level',
      ['diagnose', '--fail-on', 'advice', 'a'],
      undefined,
      /^cors-lens: Unknown level for --fail-on "advice"\. Available: blocked, .*\n$/,
    ],
    [
      'two formats',
      ['diagnose', '--json', '--format', 'html', 'a'],
      undefined,
      /^cors-lens: --json and --format html are mutually exclusive\..*\n$/,
    ],
    [
      'an option without its value',
      ['diagnose', '--format'],
      undefined,
      /^cors-lens: Option '--format <value>' argument missing\. See --help\.\n$/,
    ],
    [
      'no such option',
      ['diagnose', '--colour', 'a'],
      undefined,
      /^cors-lens: Unknown option "--colour"\. See --help\.\n$/,
    ],
    [
      'no such stack',
      ['diagnose', '--stack', 'cobol', 'a'],
      undefined,
      /^cors-lens: Unknown stack "cobol"\. Available: .*express.*\n$/,
    ],
    [
      'both ways',
      ['annotate', '--redact', '--no-redact', 'a'],
      undefined,
      /^cors-lens: --redact and --no-redact are mutually exclusive\..*\n$/,
    ],
    [
      'a hostile name',
      ['diagnose', 'a\u001b[2J\nb'],
      undefined,
      /^cors-lens: a\\u\{1b\}\[2J\\u\{a\}b: no such file\.\n$/,
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
    expect(out).toContain('Skipped 6 unreadable entries.');
    expect(error.split('\n')).toEqual([
      'cors-lens: skipped log.entries[0]: The entry is not an object.',
      'cors-lens: skipped log.entries[1]: The entry is not an object.',
      'cors-lens: skipped log.entries[2]: The entry has no request.',
      'cors-lens: skipped log.entries[3]: The request has no URL.',
      'cors-lens: skipped log.entries[4]: The entry is not an object.',
      'cors-lens: skipped 1 more entry.',
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
  for (const word of [
    'diagnose',
    'annotate',
    '--json',
    '-o',
    '--no-redact',
    '--fail-on',
    'Exit codes',
  ])
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
  expect(JSON.parse(out.toString()).log._cors.counts.checked).toBe(3);
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
