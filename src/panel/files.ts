import type { Counts, Looked } from '../messages.ts';
import type { Source } from '../recording/types.ts';
import type { Redaction } from '../report/redact.ts';
import type { Finding, Malformed } from '../session.ts';
import { prepare } from './list.ts';

/** A session's raw entries, as they are exported. */
export interface Recorded {
  readonly entries: readonly unknown[];
  /** The session's index of the first entry: ids of exchanges are made of such indices. */
  readonly from: number;
  readonly pages: readonly unknown[];
  readonly source: Source;
}

/** What to write, and how. */
export interface ExportOptions {
  readonly format: 'har' | 'markdown' | 'html';
  readonly redact: boolean;
  /** The exchanges to write, by id; null: all. */
  readonly only: readonly string[] | null;
  /** The stack chosen for a server, by host. */
  readonly stacks: Readonly<Record<string, string>>;
}

/** A file to save. */
export interface Exported {
  readonly blob: Blob;
  /** Cross-origin requests in it. */
  readonly requests: number;
  /** What was redacted. */
  readonly redactions: readonly Redaction[];
}

/** A file that was read. */
export interface Imported {
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  readonly malformed: readonly Malformed[];
  /** What the file does not hold, one sentence each. */
  readonly lacks: readonly string[];
}

/** To the worker. `look`: what an entry of the file has that its finding does not. `export` without a recording writes the file that was imported. */
export type Task =
  | { readonly type: 'import'; readonly file: File }
  | { readonly type: 'look'; readonly entry: number; readonly to: MessagePort }
  | {
      readonly type: 'export';
      readonly recorded: Recorded | null;
      readonly options: ExportOptions;
    };

/** From the worker: progress, parts, and how the task ended. */
export type TaskProgress =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'findings'; readonly findings: readonly Finding[] }
  | ({ readonly type: 'imported' } & Omit<Imported, 'findings'>)
  | ({ readonly type: 'exported' } & Exported)
  | { readonly type: 'failed'; readonly message: string };

/** The part of a `Worker` that is needed; a test gives its own. */
export type FileWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/**
 * Reads and writes files in a worker, so that hundreds of megabytes never freeze the panel. The worker of
 * an imported file stays, because it holds what an export of that file needs.
 */
export class Files {
  readonly #start: () => FileWorker;
  #worker: FileWorker | null = null;
  #reading: { worker: FileWorker; fail: (error: Error) => void } | null = null;

  constructor(start: () => FileWorker) {
    this.#start = start;
  }

  /**
   * Reads a HAR. Rejects with one line that names the place when it cannot be used, and with an
   * `AbortError` when it was cancelled. What was imported before stays until this one is read.
   */
  async read(file: File, onProgress: (share: number) => void): Promise<Imported> {
    this.cancel();
    const worker = this.#start();
    const findings: Finding[] = [];
    try {
      const imported = await new Promise<Imported>((resolve, reject) => {
        this.#reading = { worker, fail: reject };
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data }: MessageEvent<TaskProgress>) => {
          if (data.type === 'progress') onProgress(data.share);
          else if (data.type === 'findings') {
            findings.push(...data.findings);
            // While the worker reads on.
            data.findings.forEach(prepare);
          } else if (data.type === 'failed') reject(new Error(data.message));
          else if (data.type === 'imported') resolve({ ...data, findings });
        };
        worker.postMessage({ type: 'import', file } satisfies Task);
      });
      this.#worker?.terminate();
      this.#worker = worker;
      return imported;
    } catch (error) {
      worker.terminate();
      throw error;
    } finally {
      if (this.#reading?.worker === worker) this.#reading = null;
    }
  }

  /** Stops reading. */
  cancel(): void {
    this.#reading?.fail(new DOMException('The import was cancelled.', 'AbortError'));
  }

  /** What an entry of the imported file has besides; null where there is no such entry. */
  look(entry: number): Promise<Looked | null> {
    const worker = this.#worker;
    if (worker === null) return Promise.resolve(null);
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<Looked | null>) => {
        port1.close();
        resolve(data);
      };
      worker.postMessage({ type: 'look', entry, to: port2 } satisfies Task, [port2]);
    });
  }

  /** Drops the imported file. */
  close(): void {
    this.cancel();
    this.#worker?.terminate();
    this.#worker = null;
  }

  /** Writes a file. `recorded`: the live session's entries; null for the imported file. */
  async write(recorded: Recorded | null, options: ExportOptions): Promise<Exported> {
    const worker = recorded === null ? this.#worker : this.#start();
    if (worker === null) throw new Error('There is no imported file.');
    try {
      return await new Promise<Exported>((resolve, reject) => {
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data }: MessageEvent<TaskProgress>) => {
          if (data.type === 'failed') reject(new Error(data.message));
          else if (data.type === 'exported') resolve(data);
        };
        worker.postMessage({ type: 'export', recorded, options } satisfies Task);
      });
    } finally {
      if (recorded !== null) worker.terminate();
    }
  }
}

/** A name for a file that any system takes: "cors-lens-api.example.com-2026-11-21.har". */
export function fileName(format: ExportOptions['format'], about: string, date: Date): string {
  const safe = about
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+|(?<![.-])[.-]+$/g, '')
    .slice(0, 60);
  const ending = { har: 'har', markdown: 'md', html: 'html' }[format];
  return `${['cors-lens', safe, date.toISOString().slice(0, 10)].filter(Boolean).join('-')}.${ending}`;
}
