import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Failure } from './Failure.tsx';
import type { Files } from './files.ts';
import type { Host } from './host.ts';
import { Panel } from './Panel.tsx';
import type { Preferences } from './preferences.ts';
import type { Store } from './store.ts';
import { useFiles } from './useFiles.ts';

/** The whole panel. It runs in any page that gives it a store, a host and what was chosen before. */
export function App({
  store,
  host,
  preferences,
}: {
  store: Store;
  host: Host;
  preferences: Preferences;
}) {
  return (
    <Failure onRestart={host.restart}>
      <Sources store={store} host={host} chosen={preferences} />
    </Failure>
  );
}

/** The inspected tab, or the file that was imported. Files can be dropped anywhere. */
function Sources({ store, host, chosen }: { store: Store; host: Host; chosen: Preferences }) {
  const access = useFiles();
  const [preferences, setPreferences] = useState(chosen);
  const latest = useRef(preferences);
  const save = useCallback(
    (change: Partial<Preferences>) => {
      latest.current = { ...latest.current, ...change };
      setPreferences(latest.current);
      host.save(latest.current);
    },
    [host],
  );
  const { imported, read, files } = access;
  const file = useMemo(() => ofFile(host, files), [host, files]);
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
  return (
    <Panel
      // A file has a list of its own, with nothing open in it.
      key={imported?.file.name ?? ''}
      store={imported?.store ?? store}
      host={imported === null ? host : file}
      previews={host.previews}
      preferences={preferences}
      save={save}
      access={access}
    />
  );
}

/** What can still be done when it is a file that is shown. */
function ofFile(
  { reload, openResource, showInNetwork, silence, previews, source, ...host }: Host,
  files: Files,
): Host {
  return { ...host, look: (entry) => files.look(entry) };
}
