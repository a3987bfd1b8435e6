import { simulatedMark } from '../recording/entry.ts';
import { type Recording, recordingOf } from '../recording/file.ts';
import { isObject } from '../recording/json.ts';
import { type Finding, type Malformed, Session } from '../session.ts';
import { type Har, withBodyOf } from './har.ts';
import { lacksOf } from './lacks.ts';

/** What a recording shows. */
export interface Diagnosed {
  readonly findings: readonly Finding[];
  /** The entries that could not be read. */
  readonly malformed: readonly Malformed[];
  /** What the recording leaves out, and how to get one that has it: one sentence each. */
  readonly lacks: readonly string[];
}

/** How to diagnose. */
export interface DiagnoseOptions {
  /** True for what was recorded here, whose marks of previewed fixes are believed. */
  readonly own?: boolean;
  /** The credentials mode of every request, where it is known besides. */
  readonly credentials?: Recording['credentials'];
  /** Hears which share of the work is done, from 0 to 1. */
  onProgress?(share: number): void;
}

/** Entries that are read between two reports of progress. */
const slice = 1000;

/** Every cross-origin request of a recording with its verdict and its diagnosis, in the order of the requests. */
export function diagnoseHar(
  har: Har,
  { own = false, credentials, onProgress }: DiagnoseOptions = {},
): Diagnosed {
  const { entries, pages } = har.log;
  const recording = { ...recordingOf(har.log), own, ...(credentials && { credentials }) };
  const session = new Session({ source: recording.source, recording, complete: true });
  session.add([], 0, Array.isArray(pages) ? pages : []);
  for (let from = 0; from < entries.length; from += slice) {
    session.add(entries.slice(from, from + slice).map(withBodyOf), from);
    onProgress?.((0.4 * from) / entries.length);
  }
  session.flush(onProgress && ((share) => onProgress(0.4 + 0.6 * share)));
  const findings = session.findings();
  const lacks = [...lacksOf(har, findings, recording), ...(own ? [] : claims(entries))];
  return { findings, malformed: session.malformed, lacks };
}

/** What a file says of fix previews, as a sentence. */
function claims(entries: readonly unknown[]): string[] {
  const marked = entries.filter((entry) => isObject(entry) && entry[simulatedMark] === true).length;
  if (marked === 0) return [];
  const what = marked === 1 ? '1 entry as sent' : `${marked} entries as sent`;
  return [
    `The file marks ${what} while a fix was previewed. Nothing here can check that, so it changes no verdict.`,
  ];
}
