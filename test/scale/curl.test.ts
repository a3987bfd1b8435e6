import { execFile, execFileSync } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { curlFor } from '../../src/report/curl.ts';
import { commandOf } from '../../src/report/shells.ts';
import { ensureTool } from '../browser/apt.ts';
import { exchangeOf, type Sent } from '../curl.ts';

/** What shells, PowerShell, curl and terminals each find special. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'\'"`$!%&|;<>()[]{}*?~#\\/ -=:,^@.aZ0'.split(''),
        ...[
          '$(id)',
          '`id`',
          '%PATH%',
          '$HOME',
          '!!',
          "'@",
          '"@',
          "\n'@\n",
          "'\\''",
          '\\"',
          '\\n',
          '--',
          '-o',
          '@/etc/passwd',
        ],
        ...['\n', '\r\n', '\t', '\v', '\u001b[201~', '\u0003', '\u0007', '\u007f', '\u009b'],
        ...[
          '‘',
          '’',
          '‚',
          '‛',
          '“',
          '”',
          '„',
          '–',
          'é',
          '漢字',
          '🦄',
          '\u202e',
          '\u200b',
          '\ufeff',
          '\u2028',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));
const token = fc.string({
  unit: fc.constantFrom(..."!#$%&'*+-.^_`|~09azAZ".split('')),
  minLength: 1,
  maxLength: 8,
});
const name = token.map((text) => `x${text}`.toLowerCase()).filter((text) => text !== 'x-');
const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'patch'), token),
  url: hostile.map((text) => `https://api.test/${text}`),
  headers: fc
    .array(fc.tuple(name, hostile), { maxLength: 3 })
    .map((headers) => [['origin', 'https://app.test'] as const, ...headers]),
});

/** What a list of curl's arguments asks for; null values for options that take none. */
function request(options: readonly (readonly [string, string | null])[]): Sent {
  const all = (wanted: string) =>
    options.filter(([key]) => key === wanted).map(([, value]) => value ?? '');
  return {
    method: options.some(([key]) => key === 'head') ? 'HEAD' : (all('request')[0] ?? 'GET'),
    url: all('url')[0] ?? '',
    headers: all('header')
      // The one line that takes curl's own content type away.
      .filter((text) => text !== 'content-type:')
      .map((text) => {
        if (text.endsWith(';') && !text.includes(': ')) return [text.slice(0, -1), ''] as const;
        const colon = text.indexOf(': ');
        return [text.slice(0, colon), text.slice(colon + 2)] as const;
      }),
  };
}

const flags = new Set(['globoff', 'path-as-is', 'silent', 'show-error', 'head']);

function fromArguments(words: readonly string[]): Sent {
  const options: [string, string | null][] = [];
  for (let at = 0; at < words.length; at++) {
    const key = (words[at] as string).replace(/^--/, '');
    options.push(flags.has(key) ? [key, null] : [key, words[++at] ?? '']);
  }
  return request(options);
}

/** Runs the commands in a real shell in which curl prints its arguments. */
function argumentsIn(shell: string, commands: readonly string[]): string[][] {
  const script = `curl() { printf '%s\\0' "$#" "$@"; }\n${commands.join('\n')}\n`;
  const words = execFileSync(shell, { input: script, maxBuffer: 1 << 28 })
    .toString('utf8')
    .split('\0');
  const calls: string[][] = [];
  for (let at = 0; at < words.length - 1; ) {
    const count = Number(words[at]);
    calls.push(words.slice(at + 1, at + 1 + count));
    at += 1 + count;
  }
  return calls;
}

/**
 * The text PowerShell pipes into curl, by the documented grammar of here-strings (about_Quoting_Rules;
 * language specification 2.3.5.2): no PowerShell runs here.
 */
function hereString(command: string): string {
  const script = command.replace(
    /^\$OutputEncoding = \[System\.Text\.UTF8Encoding\]::new\(\$false\)\n/,
    '',
  );
  const quotes = script.startsWith("@'\n") ? "['‘’‚‛]" : '["“”„]';
  // The first line that begins with a quote and "@" ends it, whatever comes before.
  const end = new RegExp(`\n${quotes}@`).exec(script);
  if (!/^@['"]\n/.test(script) || !end) throw new Error(`no here-string: ${command}`);
  expect(script.slice(end.index + 3)).toBe(' | curl.exe --config -');
  const text = script.slice(3, end.index);
  if (script.startsWith("@'")) return text;
  return text.replace(/`(.)|\$\(\[char\](\d+)\)|\$/gs, (all, escaped?: string, code?: string) => {
    if (escaped !== undefined) {
      expect(escaped).toMatch(/[`$]/);
      return escaped;
    }
    if (code === undefined) throw new Error(`a bare ${all} would be expanded`);
    return String.fromCharCode(Number(code));
  });
}

/** curl's configuration syntax, as the manual describes `--config`. */
function fromConfig(text: string): Sent {
  return request(
    text.split('\n').map((line) => {
      const match = /^([a-z-]+)(?: = "((?:[^"\\]|\\.)*)")?$/s.exec(line);
      if (!match?.[1]) throw new Error(`no option: ${line}`);
      const value = match[2]?.replace(
        /\\(.)/gs,
        (_, char: string) => ({ n: '\n', r: '\r', t: '\t', v: '\v' })[char] ?? char,
      );
      return [match[1], value ?? null];
    }),
  );
}

const samples = fc.sample(sent, { numRuns: 10_000, seed: 20_260 });
const last = <T>(list: readonly T[]): T => list[list.length - 1] as T;

describe.each(['bash', 'dash'])('%s', (shell) => {
  test('10,000 hostile requests come back as they went in', () => {
    const commands = samples.map(
      (sample) => last(curlFor(exchangeOf(sample), 'bash', null)).command,
    );
    const calls = argumentsIn(shell, commands);
    expect(calls).toHaveLength(samples.length);
    for (const [index, words] of calls.entries())
      expect(fromArguments(words)).toEqual(samples[index]);
  }, 120_000);
});

test('PowerShell: 10,000 hostile requests come back by its grammar and by that of curl', () => {
  for (const sample of samples) {
    const { command } = last(curlFor(exchangeOf(sample), 'powershell', null));
    expect(fromConfig(hereString(command))).toEqual(sample);
  }
});

test('nothing a terminal acts on while it is pasted is written raw', () => {
  for (const sample of samples.slice(0, 2000)) {
    for (const shell of ['bash', 'powershell'] as const) {
      expect(last(curlFor(exchangeOf(sample), shell, null)).command).not.toMatch(
        /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  }
});

/** Answers every request with 204 and keeps the bytes of its head. */
function record(): Promise<{ server: Server; port: number; heads: string[] }> {
  const heads: string[] = [];
  const server = createServer((socket: Socket) => {
    let data = '';
    socket.on('data', (chunk) => {
      data += chunk.toString('utf8');
      for (let end = data.indexOf('\r\n\r\n'); end >= 0; end = data.indexOf('\r\n\r\n')) {
        heads.push(data.slice(0, end));
        data = data.slice(end + 4);
        socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      }
    });
    socket.on('error', () => {});
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, heads, port: (server.address() as { port: number }).port }),
    ),
  );
}

describe('the real curl', () => {
  beforeAll(() => ensureTool('curl', 'curl'), 120_000);

  // What a browser can have sent: a serialized URL, no control characters in a header's value.
  const possible = fc.record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'patch', "x'`|$"),
    url: hostile.map((text) => new URL(`http://api.test/${text}`).href.replace(/#.*$/, '')),
    headers: fc
      .array(
        fc.tuple(
          name,
          hostile.map((text) => text.replace(/[\x00-\x1f\x7f]/g, '').trim()),
        ),
        { maxLength: 3 },
      )
      .map((headers) => [['origin', 'https://app.test'] as const, ...headers]),
  });
  const requests = fc.sample(possible, { numRuns: 200, seed: 7 });

  test.each(['bash', 'powershell'] as const)(
    '%s: 200 requests arrive to the letter',
    async (shell) => {
      const { server, port, heads } = await record();
      const local = requests.map((sample) => ({
        ...sample,
        url: sample.url.replace('api.test', `127.0.0.1:${port}`),
      }));
      const commands = local.map(
        (sample) => last(curlFor(exchangeOf(sample), shell, null)).command,
      );
      const run = promisify(execFile);
      try {
        if (shell === 'bash') await run('bash', ['-ec', commands.join('\n')]);
        else {
          // Piped by PowerShell on Windows; here the text is handed to the same curl option.
          const config = commands
            .map((command) => hereString(command).replace('"NUL"', '"/dev/null"'))
            .join('\nnext\n');
          const child = run('curl', ['--config', '-']);
          child.child.stdin?.end(config);
          await child;
        }
      } finally {
        server.close();
      }
      expect(heads).toHaveLength(local.length);
      for (const [index, head] of heads.entries()) {
        const { method, url, headers } = local[index] as Sent;
        const [start, ...lines] = head.split('\r\n');
        expect(start).toBe(`${method} ${url.slice(url.indexOf('/', 7))} HTTP/1.1`);
        for (const [key, value] of headers)
          expect(lines).toContain(value === '' ? `${key}:` : `${key}: ${value}`);
      }
    },
    60_000,
  );
});

test.each(['bash', 'dash'])(
  '%s: a value with hundreds of invisible characters arrives as it was',
  (shell) => {
    for (const value of [
      `${"漢🙂\u202e'%\\a".repeat(300)}\u2028\ufeff \n\n`,
      '\u202ex'.repeat(150),
      "\u0007'\n".repeat(200),
    ]) {
      const command = commandOf([['header', value]], 'bash', false);
      const printing = command.replace(/^curl\s+\\\n\s+--header /, "printf '%s' ");
      expect(printing).not.toBe(command);
      expect(execFileSync(shell, ['-c', printing], { encoding: 'utf8' })).toBe(value);
    }
  },
);
