import { useCallback, useEffect, useMemo, useState } from 'react';
import { Files, type Imported } from './files.ts';
import { nothing, Store } from './store.ts';

/** What the panel knows of the file it shows, or is reading. */
export interface FileState {
  /** The file that is shown in place of the tab, with a store of its own. */
  readonly imported: { readonly file: Imported; readonly store: Store } | null;
  /** What is being read, and which share of it was; null when nothing is. */
  readonly reading: { readonly name: string; readonly share: number } | null;
  /** Why the last file could not be read. */
  readonly problem: string | null;
}

/** The one way in and out of files. */
export interface FileAccess extends FileState {
  readonly files: Files;
  /** True where there is no inspected tab to go back to. */
  readonly alone?: boolean;
  read(file: File): void;
  cancel(): void;
  /** Back to the inspected tab, or to the page that waits for a file. */
  close(): void;
  dismiss(): void;
}

const idle: FileState = { imported: null, reading: null, problem: null };

/** The worker of `files.worker.ts` as the extension has it. */
export function startWorker(): Worker {
  // An input of the build with a name of its own (vite.config.ts).
  const built = '/assets/files.worker.js';
  const path = import.meta.env.DEV ? '/src/panel/files.worker.ts' : built;
  return new Worker(path, { type: 'module' });
}

/** Imports and exports of this panel; its workers end with it. `start`: where the worker's code is elsewhere. */
export function useFiles(start: () => Worker = startWorker, alone = false): FileAccess {
  const files = useMemo(() => new Files(start), [start]);
  const [state, setState] = useState(idle);
  useEffect(() => () => files.close(), [files]);

  const read = useCallback(
    (file: File) => {
      const name = file.name;
      setState((before) => ({ ...before, reading: { name, share: 0 }, problem: null }));
      const onProgress = (share: number): void =>
        setState((before) => (before.reading ? { ...before, reading: { name, share } } : before));
      files.read(file, onProgress).then(
        (imported) => {
          const { findings, counts, malformed } = imported;
          const store = new Store({
            ...nothing,
            connected: true,
            findings,
            counts,
            malformed,
            imported: name,
          });
          setState({ imported: { file: imported, store }, reading: null, problem: null });
        },
        (error: Error) => {
          if (error.name === 'AbortError') return;
          setState((before) => ({
            ...before,
            reading: null,
            problem: `${name}: ${error.message}`,
          }));
        },
      );
    },
    [files],
  );
  const cancel = useCallback(() => {
    files.cancel();
    setState((before) => ({ ...before, reading: null }));
  }, [files]);
  const close = useCallback(() => {
    files.close();
    setState(idle);
  }, [files]);
  const dismiss = useCallback(() => setState((before) => ({ ...before, problem: null })), []);
  return { ...state, files, alone, read, cancel, close, dismiss };
}
