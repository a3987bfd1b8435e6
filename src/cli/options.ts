import { type ParseArgsConfig, parseArgs } from 'node:util';
import { advice } from '../advice/index.ts';
import { stacks } from '../fixes/index.ts';
import { rules } from '../rules/index.ts';
import { type FailOn, failOn, type Ignored } from './diagnosed.ts';

/** The command line cannot be used; the message is one line. */
export class UsageError extends Error {}

export const formats = ['table', 'json', 'markdown', 'html', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];

const commands = ['diagnose', 'annotate'] as const;
export type Command = (typeof commands)[number];

export const help = `Explain CORS failures in a HAR file.

Usage
  cors-lens diagnose FILE... [--format FORMAT] [--fix]
  cors-lens annotate FILE [-o OUT.har]

FILE is a .har or .har.gz file, a directory with such files, or "-" for
standard input.

Commands
  diagnose            print failures, causes and fixes
  annotate            write the HAR with a diagnosis in each entry ("comment"
                      and "_cors")

Options
  -o, --output FILE   write to this file instead of standard output
  --stack ID          use this server stack for fixes (default: detected)
  --redact            redact cookies, credentials, tokens and bodies (default)
  --no-redact         keep them
  --strict            refuse a file with unreadable entries; by default they are
                      named on standard error and skipped
  -h, --help          print this help
  --version           print the version

Options of diagnose
  --format FORMAT     table (default), json, markdown, html, junit, or github
                      (annotations of a GitHub Actions job)
  --json              the same as --format json
  --fix               print every step and the CORS config for each server
  --fail-on LEVEL     exit with 1 on: blocked (by CORS), failed (blocked, or
                      failed otherwise; default), warnings (any of these), never
  --ignore WHAT       ignore a host or a rule; repeatable; * in a host stands
                      for anything: --ignore '*.example.com' --ignore not-found
  -q, --quiet         print failures only; nothing where there are none

Environment
  NO_COLOR, FORCE_COLOR

Exit codes
  0  nothing failed (see --fail-on), or the annotated file was written
  1  diagnose: a request failed
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
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Those that annotate knows nothing of. */
const ofDiagnose = ['json', 'format', 'fix', 'fail-on', 'ignore', 'quiet'] as const;

/** What the command line asks for. Throws `UsageError`. */
export function parse(args: string[]): Options | 'help' | 'version' {
  const { values, positionals } = read(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [name, ...files] = positionals;
  if (name === undefined) throw new UsageError(`Missing command: ${commands.join(' or ')}.`);
  const command = oneOf('command', name, commands);
  if (files.length === 0) throw new UsageError(`Missing file: ${command} FILE.har`);
  if (command === 'annotate') {
    if (files.length > 1) throw new UsageError(`Too many arguments: "${files[1]}".`);
    const wrong = ofDiagnose.find((option) => values[option] !== undefined);
    if (wrong) throw new UsageError(`--${wrong} is only valid with diagnose.`);
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
  };
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

/** A rule when it is the id of one, else a host; a word that is nearly an id is refused. */
function ignoredOf(value: string): Ignored {
  const ids = [...rules, ...advice].map(({ id }) => id);
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
