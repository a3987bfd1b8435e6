#!/usr/bin/env node
import { version } from '../../package.json';
import { stackOf } from '../fixes/index.ts';
import { type Annotated, annotate, annotateEntry } from '../report/annotate.ts';
import {
  type Har,
  HarError,
  readEntries,
  readHar,
  withBodyOf,
  withoutBodies,
  writeHar,
} from '../report/har.ts';
import { html } from '../report/html.ts';
import { markdown } from '../report/markdown.ts';
import { plain } from '../report/plain.ts';
import { createRedactor, type Redactor } from '../report/redact.ts';
import { sharer } from '../report/shared.ts';
import { memoryGuard } from './bytes.ts';
import { checked } from './check.ts';
import { type Diagnosed, diagnosed, isFailure, quieted } from './diagnosed.ts';
import { filesOf, type Input, openInput, toldOf, writeOutput } from './files.ts';
import { asGithub, asJunit } from './formats.ts';
import { asJson } from './json.ts';
import { help, type Live, type Options, parse, UsageError } from './options.ts';
import { asTable } from './table.ts';
import { lookOf } from './terminal.ts';

/** Runs the command line; gives the exit code. Throws what makes the input or the command line unusable. */
async function main(args: string[]): Promise<number> {
  const options = parse(args);
  if (options === 'help' || options === 'version') {
    process.stdout.write(options === 'help' ? help : `${version}\n`);
    return 0;
  }
  if (options.live) return checkServer(options, options.live);
  return options.command === 'diagnose' ? diagnoseFiles(options) : annotateFile(options);
}

/** Diagnoses what a live server returns to a page, and what it returns to others. */
async function checkServer(options: Options, live: Live): Promise<number> {
  const redactor = options.redact ? createRedactor() : null;
  const file = await checked(live, options, redactor);
  for (const sentence of file.probes?.failed ?? []) tell(sentence);
  const shown = [options.quiet ? quieted(file) : file];
  await writeOutput(options.output, output(shown, false, options, redactor));
  return file.findings.some((finding) => isFailure(finding, file, options.failOn)) ? 1 : 0;
}

/** Diagnoses every file that can be read; those that cannot are named, and make the exit code 2. */
async function diagnoseFiles(options: Options): Promise<number> {
  const redactor = options.redact ? createRedactor() : null;
  const names = await filesOf(options.files);
  const files: Diagnosed[] = [];
  let failed = false;
  for (const name of names) {
    try {
      const file = await diagnosedFile(name, options, redactor);
      failed ||= file.findings.some((finding) => isFailure(finding, file, options.failOn));
      files.push(options.quiet ? quieted(file) : file);
    } catch (error) {
      if (names.length === 1) throw error;
      tell(messageOf(error));
    }
  }
  if (files.length === 0) return 2;
  await writeOutput(options.output, output(files, names.length > 1, options, redactor));
  if (files.length < names.length) return 2;
  return failed ? 1 : 0;
}

/** The text of what was diagnosed, in pieces. */
function output(
  files: readonly Diagnosed[],
  several: boolean,
  options: Options,
  redactor: Redactor | null,
): Iterable<string> {
  const { format, failOn, fix, stack, quiet } = options;
  switch (format) {
    case 'json':
      return asJson(files);
    case 'junit':
      return asJunit(files, failOn);
    case 'github':
      return asGithub(files, failOn);
    case 'table': {
      const look = lookOf(options.output !== undefined && options.output !== '-');
      return asTable(files, several, { look, fix, stack, quiet });
    }
    default:
      return [report(format === 'html' ? html : markdown, files, options, redactor)];
  }
}

/** One report on all files. */
function report(
  write: typeof markdown,
  files: readonly Diagnosed[],
  { stack }: Options,
  redactor: Redactor | null,
): string {
  const findings = files.flatMap((file) => file.findings);
  return write(findings, {
    redactor,
    session: files.flatMap(({ annotated }) => annotated.findings),
    stackFor: () => stackOf(stack),
    checked: files.reduce((sum, { counts }) => sum + counts.checked, 0),
    lacks: [...new Set(files.flatMap(({ lacks }) => lacks))],
    date: new Date(),
  });
}

/** Reads a file and diagnoses it. */
async function diagnosedFile(
  name: string,
  options: Options,
  redactor: Redactor | null,
): Promise<Diagnosed> {
  const input = await openInput(name, false);
  try {
    return diagnosed(input.name, await read(input, options, redactor), options.ignored);
  } finally {
    await input.close();
  }
}

async function annotateFile(options: Options): Promise<number> {
  const redactor = options.redact ? createRedactor() : null;
  const input = await openInput(options.files[0] ?? '-', redactor === null);
  try {
    const annotated = await read(input, options, redactor);
    // Unredacted bodies may not fit into memory: they are read again while they are written.
    const entries = redactor ? undefined : annotatedAgain(input, annotated);
    await writeOutput(options.output, writeHar(annotated.har, entries));
    return 0;
  } finally {
    await input.close();
  }
}

/**
 * Reads and diagnoses. What is redacted is so while it is read: what is kept is small, and the diagnosis is that of
 * the file that leaves.
 */
async function read(
  input: Input,
  { stack, strict }: Options,
  redactor: Redactor | null,
): Promise<Annotated> {
  try {
    const guard = memoryGuard();
    const share = sharer();
    const har = await readHar(input.bytes(), {
      keep(entry) {
        guard();
        return share(redactor ? redactor.json(withBodyOf(entry)) : withoutBodies(entry));
      },
    });
    const annotated = annotate(redactor ? redacted(har, redactor) : har, {
      stackFor() {
        guard();
        return stackOf(stack);
      },
      onProgress: () => guard(1),
    });
    if (strict) refuseMalformed(annotated);
    else tellMalformed(annotated);
    return annotated;
  } catch (error) {
    if (error instanceof HarError) throw new HarError(`${input.name}: ${error.message}`);
    throw toldOf(input.name, error);
  }
}

/** The HAR, whose entries are redacted already. */
function redacted(har: Har, redactor: Redactor): Har {
  const { entries } = har.log;
  const rest = redactor.json({ ...har, log: { ...har.log, entries: [] } });
  return { ...rest, log: { ...rest.log, entries } };
}

function refuseMalformed({ malformed: [first, ...more] }: Annotated): void {
  if (!first) return;
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  throw new HarError(
    `log.entries[${first.entry}] is invalid${others}: ${first.problem} Without --strict, invalid entries are skipped.`,
  );
}

/** Entries named on standard error before the rest is only counted. */
const named = 5;

/** Names the entries that could not be read. */
function tellMalformed({ malformed }: Annotated): void {
  for (const { entry, problem } of malformed.slice(0, named)) {
    tell(`skipped log.entries[${entry}]: ${problem}`);
  }
  const more = malformed.length - named;
  if (more > 0) tell(`skipped ${more} more ${more === 1 ? 'entry' : 'entries'}.`);
}

async function* annotatedAgain(input: Input, { annotations }: Annotated): AsyncGenerator<unknown> {
  let index = 0;
  for await (const batch of readEntries(input.bytes())) {
    for (const entry of batch) yield annotateEntry(entry, annotations.get(index++));
  }
}

function tell(message: string): void {
  process.stderr.write(`cors-lens: ${plain(message)}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    tell(`${messageOf(error)}${error instanceof UsageError ? ' See --help.' : ''}`);
    process.exitCode = 2;
  },
);
