import { memo, type Ref, useRef, useState } from 'react';
import type { Finding } from '../session.ts';
import { Icon } from './icons.tsx';
import { chips } from './list.ts';
import type { Place } from './Menu.tsx';
import { Menu } from './parts.ts';
import type { Preferences } from './preferences.ts';
import { TraceButton } from './Tracing.tsx';
import type { TracingClient } from './tracing.ts';
import { WordButton } from './WordButton.tsx';

/** What is shown, and how. */
export function Toolbar({
  findings,
  preferences,
  save,
  log,
  preserve,
  onPreserve,
  onClear,
  tracing,
  imported,
  onImport,
  onExport,
  onKeys,
  filter,
  onLeaveFilter,
}: {
  /** Of the hosts that are shown: what the chips count. */
  findings: readonly Finding[];
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  /** The host browser's own name for keeping requests across page loads. */
  log: string;
  preserve: boolean;
  onPreserve: (preserve: boolean) => void;
  onClear: () => void;
  tracing: TracingClient | undefined;
  /** A file is shown: there is nothing to clear or to preserve. */
  imported: boolean;
  onImport: () => void;
  onExport: () => void;
  onKeys: () => void;
  filter: Ref<HTMLInputElement>;
  onLeaveFilter: () => void;
}) {
  const { chip, text, order } = preferences;
  const more = useRef<HTMLButtonElement>(null);
  const [menu, setMenu] = useState<Place | null>(null);
  const group = order === 'cause';
  return (
    <header className="toolbar">
      <h1 className="hidden">CORS Lens</h1>
      {!imported && (
        <>
          <WordButton bare word="Clear" icon="clear" testId="clear" onClick={onClear} />
          <label className="check">
            <input
              type="checkbox"
              data-testid="preserve"
              checked={preserve}
              onChange={(event) => onPreserve(event.target.checked)}
            />
            {log}
          </label>
          {tracing && <TraceButton tracing={tracing} />}
        </>
      )}
      <label className="check wide">
        <input
          type="checkbox"
          data-testid="group"
          checked={group}
          onChange={(event) => save({ order: event.target.checked ? 'cause' : 'time' })}
        />
        Group by cause
      </label>
      <label className="filter-box">
        <Icon name="search" />
        <input
          ref={filter}
          className="filter"
          type="search"
          aria-label="Filter by URL, cause or status"
          aria-keyshortcuts="/"
          placeholder="Filter (press /)"
          title="Filter by URL, cause or status; -word leaves out"
          spellCheck={false}
          value={text}
          onChange={(event) => save({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') save({ text: '' });
            else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
              onLeaveFilter();
            } else return;
            event.preventDefault();
          }}
        />
      </label>
      <Chips findings={findings} chosen={chip} save={save} />
      <span className="files">
        <span className="wide">
          <WordButton bare word="Import" title="Import HAR…" icon="import" onClick={onImport} />
          <WordButton
            bare
            word="Export"
            title="Export HAR or report…"
            icon="export"
            testId="open-export"
            onClick={onExport}
          />
        </span>
        <WordButton
          ref={more}
          bare
          word="More"
          icon="more"
          testId="more"
          menu={menu !== null}
          onClick={() => {
            const box = more.current?.getBoundingClientRect();
            setMenu({ x: box?.left ?? 0, y: box?.bottom ?? 0 });
          }}
        />
      </span>
      {menu && (
        <Menu
          label="More"
          at={menu}
          onClose={() => setMenu(null)}
          items={[
            {
              label: group ? 'List by time' : 'Group by cause',
              onChoose: () => save({ order: group ? 'time' : 'cause' }),
            },
            null,
            { label: 'Import HAR…', onChoose: onImport },
            { label: 'Export HAR or report…', onChoose: onExport },
            null,
            { label: 'Keyboard shortcuts', note: '?', onChoose: onKeys },
          ]}
        />
      )}
    </header>
  );
}

/** The chips with how many requests each shows. Counting thousands takes longer than a key may wait. */
const Chips = memo(function Chips({
  findings,
  chosen,
  save,
}: {
  findings: readonly Finding[];
  chosen: Preferences['chip'];
  save: (change: Partial<Preferences>) => void;
}) {
  return (
    <fieldset className="chips">
      <legend className="hidden">Show</legend>
      {chips.map(({ id, label, holds }) => {
        const count = findings.filter(holds).length;
        return (
          <label key={id} className={count === 0 ? `chip ${id} zero` : `chip ${id}`}>
            <input
              type="radio"
              name="chip"
              value={id}
              checked={chosen === id}
              onChange={() => save({ chip: id })}
            />
            {label} <b>{count.toLocaleString('en')}</b>
          </label>
        );
      })}
    </fieldset>
  );
});
