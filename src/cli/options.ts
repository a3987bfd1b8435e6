import { type ParseArgsConfig, parseArgs } from 'node:util';
import { advice } from '../advice/index.ts';
import { type HeaderList, isToken, trimWhitespace } from '../cors/headers.ts';
import { normalizeMethod } from '../cors/method.ts';
import { originOf } from '../cors/origin.ts';
import { isForbiddenRequestHeader } from '../cors/safelist.ts';
import { stacks } from '../fixes/index.ts';
import { rules } from '../rules/index.ts';
import { type FailOn, failOn, type Ignored } from './diagnosed.ts';
import { probeIds } from './probes.ts';

/** The command line cannot be used; the message is one line. */
export class UsageError extends Error {}

export const formats = ['table', 'json', 'markdown', 'html', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];

const commands = ['diagnose', 'annotate', 'check'] as const;
export type Command = (typeof commands)[number];

export const help = `Explain CORS failures in HAR files, and check a live server.

Usage
  cors-lens diagnose FILE... [--format FORMAT] [--fix]
  cors-lens annotate FILE [-o OUT.har]
  cors-lens check URL --origin ORIGIN [--method METHOD] [--header NAME]

FILE is a .har, .har.gz or .har.zip file, a directory with such files, or "-"
for standard input.

Commands
  diagnose            print failures, causes and fixes
  annotate            write the HAR with a diagnosis in each entry ("comment"
                      and "_cors")
  check               request URL as a page of ORIGIN would in Chromium, and
                      diagnose that; then probe for origins that should not be
                      allowed

Options
  -o, --output FILE   write to this file instead of standard output
  --stack ID          use this server stack for fixes (default: detected)
  --redact            redact cookies, credentials, tokens and bodies (default)
  --no-redact         keep them
  -h, --help          print this help
  --version           print the version

Options of diagnose and annotate
  --strict            refuse a file with unreadable entries; by default they are
                      named on standard error and skipped

Options of diagnose and check
  --format FORMAT     table (default), json, markdown, html, junit, or github
                      (annotations of a GitHub Actions job)
  --json              the same as --format json
  --fix               print every step and the CORS config for each server
  --fail-on LEVEL     exit with 1 on: blocked (by CORS), failed (blocked, or
                      failed otherwise; default), warnings (any of these), never
  --ignore WHAT       ignore a host or a rule; repeatable; * in a host stands
                      for anything: --ignore '*.example.com' --ignore not-found
  -q, --quiet         print failures only; nothing where there are none

Options of check
  --origin ORIGIN     the page's origin, such as https://shop.example, or null;
                      repeatable
  --method METHOD     default: GET. Without it, only GET and OPTIONS are sent
  --header NAME       a header that the page's script sets, or "NAME: VALUE";
                      repeatable
  --credentials       as credentials: 'include'; a cookie is given as
                      --header 'Cookie: NAME=VALUE'
  --data TEXT         the body; needs --method
  --insecure          accept any certificate
  --timeout SECONDS   for each origin, redirects included (default: 10)

Environment
  NO_COLOR, FORCE_COLOR

Exit codes
  0  nothing failed (see --fail-on), or the annotated file was written
  1  diagnose, check: a request failed, or check: the server allows any origin
     with credentials
  2  invalid input or usage
`;

/** The command line, checked. */
export interface Options {
  readonly command: Command;
  readonly files: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly redact: boolean;
  readonly stack: string | undefined;
  readonly fix: boolean;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly failOn: FailOn;
  readonly ignored: readonly Ignored[];
  /** Of check alone. */
  readonly live: Live | null;
}

/** What check is to request, and how. */
export interface Live {
  readonly url: URL;
  /** One at least; serialized. */
  readonly origins: readonly string[];
  /** Normalized. */
  readonly method: string;
  /** Names in lower case. */
  readonly headers: HeaderList;
  readonly cookie: string | null;
  readonly credentials: boolean;
  readonly body: string | null;
  readonly insecure: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

const options = {
  json: { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  redact: { type: 'boolean' },
  'no-redact': { type: 'boolean' },
  stack: { type: 'string' },
  fix: { type: 'boolean' },
  'fail-on': { type: 'string' },
  ignore: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  strict: { type: 'boolean' },
  // The default now, and still accepted.
  lenient: { type: 'boolean' },
  origin: { type: 'string', multiple: true },
  method: { type: 'string' },
  header: { type: 'string', multiple: true },
  credentials: { type: 'boolean' },
  data: { type: 'string' },
  insecure: { type: 'boolean' },
  timeout: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** The options that not every command knows. */
const ofCommands: readonly (readonly [
  commands: readonly Command[],
  options: readonly (keyof typeof options)[],
])[] = [
  [
    ['diagnose', 'check'],
    ['json', 'format', 'fix', 'fail-on', 'ignore', 'quiet'],
  ],
  [
    ['diagnose', 'annotate'],
    ['strict', 'lenient'],
  ],
  [['check'], ['origin', 'method', 'header', 'credentials', 'data', 'insecure', 'timeout']],
];

/** What the command line asks for. Throws `UsageError`. */
export function parse(args: string[]): Options | 'help' | 'version' {
  const { values, positionals } = read(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [name, ...files] = positionals;
  if (name === undefined) {
    throw new UsageError(
      `Missing command: ${commands.slice(0, -1).join(', ')} or ${commands.at(-1)}.`,
    );
  }
  const command = oneOf('command', name, commands);
  for (const [known, names] of ofCommands) {
    const wrong = known.includes(command)
      ? undefined
      : names.find((each) => values[each] !== undefined);
    if (wrong) throw new UsageError(`--${wrong} is only valid with ${known.join(' and ')}.`);
  }
  if (files.length === 0) {
    throw new UsageError(
      command === 'check'
        ? 'Missing URL: check URL --origin ORIGIN'
        : `Missing file: ${command} FILE.har`,
    );
  }
  if (command !== 'diagnose' && files.length > 1) {
    throw new UsageError(`Too many arguments: "${files[1]}".`);
  }
  if (values.redact && values['no-redact']) {
    throw new UsageError('--redact and --no-redact are mutually exclusive.');
  }
  const format = values.format && oneOf('format', values.format, formats);
  if (values.json && format && format !== 'json') {
    throw new UsageError(`--json and --format ${format} are mutually exclusive.`);
  }
  const ids = stacks.map(({ id }) => id);
  return {
    command,
    files,
    format: values.json ? 'json' : format || 'table',
    output: values.output,
    redact: !values['no-redact'],
    stack: values.stack && oneOf('stack', values.stack, ids),
    fix: values.fix ?? values.stack !== undefined,
    strict: values.strict ?? false,
    quiet: values.quiet ?? false,
    failOn: oneOf('level for --fail-on', values['fail-on'] ?? 'failed', failOn),
    ignored: (values.ignore ?? []).map(ignoredOf),
    live: command === 'check' ? liveOf(files[0] ?? '', values) : null,
  };
}

/** The request that check is to make. */
function liveOf(target: string, values: ReturnType<typeof read>['values']): Live {
  const url = URL.parse(target);
  if (url === null || !/^https?:$/.test(url.protocol) || url.host === '') {
    throw new UsageError(`Invalid URL "${target}": give one such as https://api.example/items.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('The URL has a user or a password: fetch() refuses such URLs.');
  }
  const { origin = [], header = [], credentials = false, insecure = false } = values;
  if (origin.length === 0) throw new UsageError('Missing --origin, such as https://shop.example.');
  const { data, method } = values;
  if (data !== undefined && method === undefined) {
    throw new UsageError('--data needs --method, such as --method POST.');
  }
  const normal = normalizeMethod(method ?? 'GET');
  if (!isToken(normal) || /^(CONNECT|TRACE|TRACK)$/i.test(normal)) {
    throw new UsageError(`Invalid method "${normal}": fetch() refuses it.`);
  }
  if (data !== undefined && /^(GET|HEAD)$/.test(normal)) {
    throw new UsageError(`--data is not sent with ${normal}: fetch() refuses it.`);
  }
  const timeout = Number(values.timeout ?? 10);
  if (!(timeout > 0 && timeout <= 600)) {
    throw new UsageError(`Invalid --timeout "${values.timeout}": give seconds, 600 at most.`);
  }
  const given = header.map(headerOf);
  const cookie = given.filter(([name]) => name === 'cookie').map(([, value]) => value);
  if (cookie.length > 0 && !credentials) {
    throw new UsageError('A cookie is only sent with --credentials.');
  }
  const headers: [string, string][] = [];
  for (const [name, value] of given) {
    const known = headers.find(([other]) => other === name);
    if (known) known[1] += `, ${value}`;
    else if (name !== 'cookie') headers.push([name, value]);
  }
  if (data !== undefined && !headers.some(([name]) => name === 'content-type')) {
    // What fetch() sets for a string. https://fetch.spec.whatwg.org/#concept-bodyinit-extract
    headers.push(['content-type', 'text/plain;charset=UTF-8']);
  }
  return {
    url,
    origins: [...new Set(origin.map(originNamed))],
    method: normal,
    headers,
    cookie: cookie.length > 0 ? cookie.join('; ') : null,
    credentials,
    body: data ?? null,
    insecure,
    timeout: timeout * 1000,
  };
}

/** The origin as browsers serialize it: whoever writes it otherwise in a config has a fault there, too. */
function originNamed(value: string): string {
  if (value === 'null') return value;
  const origin = originOf(value);
  if (origin === value) return value;
  const hint =
    origin !== null && origin !== 'null'
      ? ` Did you mean "${origin}"?`
      : ' An origin is a scheme, a host and a port unless it is the default, such as https://shop.example.';
  throw new UsageError(`Invalid origin "${value}".${hint}`);
}

/** "NAME: VALUE", or a name alone, whose value does not matter to the preflight. */
function headerOf(given: string): [name: string, value: string] {
  const colon = given.indexOf(':');
  const name = trimWhitespace(colon < 0 ? given : given.slice(0, colon)).toLowerCase();
  const value =
    colon >= 0
      ? trimWhitespace(given.slice(colon + 1))
      : name === 'content-type'
        ? 'application/json'
        : 'cors-lens';
  if (!isToken(name)) throw new UsageError(`Invalid header name "${name}".`);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw new UsageError(`The value of --header ${name} has characters that no header may have.`);
  }
  if (name !== 'cookie' && isForbiddenRequestHeader(name, value)) {
    throw new UsageError(`--header ${name}: browsers let no script set it.`);
  }
  return [name, value];
}

function read(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, name = ''] = /^Unknown option '(-[^']*)/.exec(message) ?? [];
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && name !== '') {
      const names = Object.keys(options).map((option) => `--${option}`);
      throw new UsageError(`Unknown option "${name}".${didYouMean(name, names)}`);
    }
    throw new UsageError(/[.!?]$/.test(message) ? message : `${message}.`);
  }
}

/** The value, when it is one of those there are. */
function oneOf<Value extends string>(what: string, value: string, known: readonly Value[]): Value {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  const hint = didYouMean(value, known) || ` Available: ${known.join(', ')}.`;
  throw new UsageError(`Unknown ${what} "${value}".${hint}`);
}

/** A rule when it is the id of one, else a host. Throws `UsageError` for a word that is nearly an id. */
export function ignoredOf(value: string): Ignored {
  const ids = [...[...rules, ...advice].map(({ id }) => id), ...probeIds];
  if (ids.includes(value)) return { rule: value };
  const near = /^[a-z]+(-[a-z]+)+$/.test(value) ? didYouMean(value, ids) : '';
  if (near !== '') throw new UsageError(`Unknown rule "${value}".${near}`);
  return { host: value };
}

/** " Did you mean "diagnose"?": the nearest of those there are, where one is near. */
function didYouMean(value: string, known: readonly string[]): string {
  let best: string | undefined;
  let least = Math.min(3, Math.floor(value.length / 3) + 1);
  for (const each of known) {
    const distance = distanceOf(value.slice(0, 60), each);
    if (distance >= least) continue;
    best = each;
    least = distance;
  }
  return best === undefined ? '' : ` Did you mean "${best}"?`;
}

/** Letters to add, drop or replace (Levenshtein). */
function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (let index = 0; index < to.length; index++) {
      next.push(
        Math.min(
          (next[index] ?? 0) + 1,
          (row[index + 1] ?? 0) + 1,
          (row[index] ?? 0) + (to[index] === letter ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
