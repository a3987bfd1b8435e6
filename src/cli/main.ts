#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { stacks } from '../fixes/index.ts';
import type { Verdict } from '../recording/types.ts';
import { type Annotated, annotate, annotateEntry, stackOf } from '../report/annotate.ts';
import {
  type Har,
  HarError,
  readEntries,
  readHar,
  withoutBodies,
  writeHar,
} from '../report/har.ts';
import { plain } from '../report/plain.ts';
import { createRedactor, type Redactor } from '../report/redact.ts';
import { asJson, asTable } from './diagnose.ts';
import { type Input, openInput, writeOutput } from './files.ts';

const help = `Says what the browser decided about each cross-origin request of a HAR file, and why.

Usage
  cors-lens diagnose FILE.har [--json]
  cors-lens annotate FILE.har [-o OUT.har]

FILE.har may be "-" for standard input.

Commands
  diagnose        prints what failed, the cause and what to do
  annotate        writes the HAR with a diagnosis in each entry ("comment" and "_cors")

Options
  --json          diagnose: prints JSON for machines
  -o, --output    writes to this file instead of standard output
  --redact        takes cookies, credentials, tokens and bodies out of the output (the default)
  --no-redact     leaves them in
  --stack ID      writes fixes for this server stack instead of the one the responses give away
  --strict        refuses a file with an entry that cannot be read; by default such entries are named
                  on standard error, left out of the diagnosis and passed through as they are
  -h, --help      prints this
  --version       prints the version

Exit codes
  0  nothing was blocked, or the annotated file was written
  1  diagnose: something was blocked or failed
  2  the input or the command line cannot be used
`;

class UsageError extends Error {}

/** Runs the command line; gives the exit code. Throws what makes the input or the command line unusable. */
async function main(args: string[]): Promise<number> {
  const { command, file, options } = parse(args);
  if (options.help) return print(help);
  if (options.version) return print(`${version}\n`);
  if (command === undefined) throw new UsageError('Name a command: diagnose or annotate.');
  if (command !== 'diagnose' && command !== 'annotate') {
    throw new UsageError(`There is no command "${command}". There are diagnose and annotate.`);
  }
  if (file === undefined) throw new UsageError(`Name the file: ${command} FILE.har`);
  if (options.redact && options['no-redact']) {
    throw new UsageError('Choose one of --redact and --no-redact.');
  }
  if (options.json && command !== 'diagnose') throw new UsageError('--json goes with diagnose.');
  const stack = options.stack === undefined ? undefined : stackOf(options.stack);
  if (options.stack !== undefined && !stack) {
    const ids = stacks.map(({ id }) => id).join(', ');
    throw new UsageError(`There is no stack "${options.stack}". There are ${ids}.`);
  }

  const redactor = options['no-redact'] ? null : createRedactor();
  const again = command === 'annotate' && !redactor;
  const input = await openInput(file, again);
  try {
    const annotated = annotate(await read(input, redactor), { stackFor: () => stack });
    if (options.strict) refuseMalformed(annotated);
    else tellMalformed(annotated);
    const output = text(command, annotated, input, redactor, options.json ?? false);
    await writeOutput(options.output, output);
    return command === 'diagnose' && isBlocked(annotated) ? 1 : 0;
  } catch (error) {
    if (error instanceof HarError) throw new HarError(`${input.name}: ${error.message}`);
    throw error;
  } finally {
    await input.close();
  }
}

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        output: { type: 'string', short: 'o' },
        redact: { type: 'boolean' },
        'no-redact': { type: 'boolean' },
        stack: { type: 'string' },
        strict: { type: 'boolean' },
        // The default now, and still accepted.
        lenient: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
    const [command, file, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`One file at a time: "${more[0]}" is too many.`);
    return { command, file, options: values };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Redacts while it reads: what is kept is small, and the diagnosis is that of the file that leaves. */
async function read(input: Input, redactor: Redactor | null): Promise<Har> {
  const har = await readHar(input.bytes(), {
    keep: redactor ? (entry) => redactor.json(entry) : withoutBodies,
  });
  if (!redactor) return har;
  const { entries } = har.log;
  const rest = redactor.json({ ...har, log: { ...har.log, entries: [] } });
  return { ...rest, log: { ...rest.log, entries } };
}

function refuseMalformed({ malformed: [first, ...more] }: Annotated): void {
  if (!first) return;
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  throw new HarError(
    `log.entries[${first.entry}] cannot be read${others}: ${first.problem} Without --strict such entries are left out.`,
  );
}

/** Entries named on standard error before the rest is only counted. */
const named = 5;

/** Names the entries that could not be read. */
function tellMalformed({ malformed }: Annotated): void {
  const lines = malformed
    .slice(0, named)
    .map(({ entry, problem }) => `log.entries[${entry}] was left out: ${problem}`);
  if (malformed.length > named) {
    const more = malformed.length - named;
    lines.push(`${more} more ${more === 1 ? 'entry was' : 'entries were'} left out.`);
  }
  for (const line of lines) process.stderr.write(`cors-lens: ${plain(line)}\n`);
}

/** A request that surely failed counts although the file does not say why: Playwright leaves that out. */
function isBlocked({ findings }: Annotated): boolean {
  return findings.some(({ verdict }) =>
    verdict.outcome === 'undetermined'
      ? verdict.failed
      : verdict.outcome === 'blocked' || isOutage(verdict),
  );
}

/** True when the server was not reached or gave no usable response: for the page that is no better than blocked. */
function isOutage(verdict: Verdict): boolean {
  return verdict.outcome === 'failed' && verdict.error.kind !== 'aborted';
}

function text(
  command: 'diagnose' | 'annotate',
  annotated: Annotated,
  input: Input,
  redactor: Redactor | null,
  json: boolean,
): AsyncIterable<string> | Iterable<string> {
  if (command === 'diagnose') {
    return [json ? asJson(annotated, input.name) : asTable(annotated)];
  }
  // Unredacted bodies may not fit into memory: they are read again while they are written.
  return writeHar(annotated.har, redactor ? undefined : annotatedAgain(input, annotated));
}

async function* annotatedAgain(input: Input, { annotations }: Annotated): AsyncGenerator<unknown> {
  let index = 0;
  for await (const batch of readEntries(input.bytes())) {
    for (const entry of batch) yield annotateEntry(entry, annotations.get(index++));
  }
}

function print(message: string): number {
  process.stdout.write(message);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof UsageError ? ' See --help.' : '';
    process.stderr.write(`cors-lens: ${plain(message)}${hint}\n`);
    process.exitCode = 2;
  },
);
