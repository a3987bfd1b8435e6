import { useState, useSyncExternalStore } from 'react';
import { Detail } from './Detail.tsx';
import type { Host } from './host.ts';
import { List } from './List.tsx';
import type { Store } from './store.ts';

/** The whole panel. It runs in any page that gives it a store and a host. */
export function App({ store, host }: { store: Store; host: Host }) {
  const shown = useSyncExternalStore(store.subscribe, store.get);
  const [selected, setSelected] = useState<string | null>(null);
  const finding = shown.findings.find(({ exchange }) => exchange.id === selected) ?? null;
  return (
    <div className="panel">
      <header className="toolbar">
        <button type="button" onClick={() => host.send({ type: 'clear' })}>
          Clear
        </button>
        <label>
          <input
            type="checkbox"
            checked={shown.preserve}
            onChange={(event) => host.send({ type: 'preserve', preserve: event.target.checked })}
          />
          Preserve log
        </label>
        <span role="status" data-testid="counts">
          {shown.counts.checked} cross-origin requests checked
          {shown.malformed.length > 0 && `, ${shown.malformed.length} entries not readable`}
          {shown.counts.dropped > 0 && `, ${shown.counts.dropped} oldest entries let go`}
        </span>
      </header>
      <div className="split">
        <List findings={shown.findings} selected={selected} onSelect={setSelected} />
        {finding !== null && <Detail finding={finding} />}
      </div>
    </div>
  );
}
