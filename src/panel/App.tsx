import { useMemo } from 'react';
import { Failure } from './Failure.tsx';
import type { Host } from './host.ts';
import { Panel } from './Panel.tsx';
import type { Preferences } from './preferences.ts';
import { ofFile, useDrop, usePreferences } from './sources.ts';
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
  const { imported, read, files } = access;
  const file = useMemo(() => ofFile(host, files), [host, files]);
  const [preferences, save] = usePreferences(chosen, host.save);
  useDrop(read);
  return (
    <Panel
      // A file has a list of its own, with nothing open in it.
      key={imported?.file.name ?? ''}
      store={imported?.store ?? store}
      host={imported === null ? host : file}
      previews={host.previews}
      hidden={host.hidden}
      preferences={preferences}
      save={save}
      access={access}
    />
  );
}
