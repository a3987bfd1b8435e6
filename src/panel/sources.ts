import { useCallback, useEffect, useRef, useState } from 'react';
import type { Files } from './files.ts';
import type { Host } from './host.ts';
import type { Preferences } from './preferences.ts';

/** What the user chose, and how to change and remember it. `keep` gets everything on each change. */
export function usePreferences(
  chosen: Preferences,
  keep: (preferences: Preferences) => void,
): [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState(chosen);
  const latest = useRef(preferences);
  const save = useCallback(
    (change: Partial<Preferences>) => {
      latest.current = { ...latest.current, ...change };
      setPreferences(latest.current);
      keep(latest.current);
    },
    [keep],
  );
  return [preferences, save];
}

/** Reads a file that is dropped anywhere on the page. */
export function useDrop(read: (file: File) => void): void {
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      read(file);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, [read]);
}

/** What can still be done when it is a file that is shown. */
export function ofFile(
  {
    reload,
    openResource,
    showInNetwork,
    silence,
    previews,
    checks,
    tracing,
    hidden,
    source,
    ...host
  }: Host,
  files: Files,
): Host {
  return { ...host, look: (entry) => files.look(entry) };
}
