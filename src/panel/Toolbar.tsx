import { type Ref, useRef } from 'react';
import type { Finding } from '../session.ts';
import { type Chip, chips } from './list.ts';
import type { Preferences } from './preferences.ts';
import { WordButton } from './WordButton.tsx';

/** What is shown, and how. */
export function Toolbar({
  findings,
  preferences,
  save,
  preserve,
  onPreserve,
  onClear,
  imported,
  onImport,
  onExport,
  filter,
  onLeaveFilter,
}: {
  findings: readonly Finding[];
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  preserve: boolean;
  onPreserve: (preserve: boolean) => void;
  onClear: () => void;
  /** A file is shown: there is nothing to clear or to preserve. */
  imported: boolean;
  onImport: (file: File) => void;
  onExport: () => void;
  filter: Ref<HTMLInputElement>;
  onLeaveFilter: () => void;
}) {
  const { chip, text, order } = preferences;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <header className="toolbar">
      <h1 className="hidden">CORS Lens</h1>
      {!imported && (
        <>
          <WordButton
            word="Clear"
            title="Clear the list"
            icon="clear"
            testId="clear"
            onClick={onClear}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={preserve}
              onChange={(event) => onPreserve(event.target.checked)}
            />
            Preserve log
          </label>
        </>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={order === 'cause'}
          onChange={(event) => save({ order: event.target.checked ? 'cause' : 'time' })}
        />
        Group by cause
      </label>
      <span className="files">
        <WordButton
          word="Import"
          title="Import a HAR file"
          icon="import"
          onClick={() => picker.current?.click()}
        />
        <input
          ref={picker}
          type="file"
          hidden
          accept=".har,.json,application/json"
          aria-label="HAR file"
          data-testid="import"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) onImport(file);
            // The same file again is a change, too.
            target.value = '';
          }}
        />
        <WordButton
          word="Export"
          title="Export a HAR file or a report"
          icon="export"
          testId="open-export"
          onClick={onExport}
        />
      </span>
      <input
        ref={filter}
        className="filter"
        type="search"
        aria-label="Filter"
        aria-keyshortcuts="/"
        placeholder="Filter: URL, cause, status  ( / )"
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
      <fieldset className="chips">
        <legend className="hidden">Show</legend>
        {chips.map(({ id, label, holds }) => (
          <label key={id} className={`chip ${id}`}>
            <input
              type="radio"
              name="chip"
              value={id}
              checked={chip === id}
              onChange={() => save({ chip: id as Chip })}
            />
            {label}
            <span className="count">{findings.filter(holds).length.toLocaleString('en')}</span>
          </label>
        ))}
      </fieldset>
    </header>
  );
}
