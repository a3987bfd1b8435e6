import type { Counts } from '../messages.ts';
import { serverOf } from '../prose.ts';
import type { Preferences } from './preferences.ts';
import type { Shown } from './store.ts';

/** Malformed entries that are listed one by one. */
const mostListed = 100;

/** What was seen, in numbers; what could not be parsed, was dropped or is hidden; and what has just happened. */
export function StatusBar({
  shown,
  said,
  preferences,
  save,
  only,
  onShowAll,
  onUndo,
}: {
  shown: Shown;
  said: string;
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  only: string | null;
  onShowAll: () => void;
  onUndo: () => void;
}) {
  const { counts, malformed, connected, lost, page, cleared, restored } = shown;
  const number = (value: number): string => value.toLocaleString('en');
  const { hidden } = preferences;
  return (
    <footer className="status-bar" data-testid="counts">
      <span>
        {number(counts.checked)} of {number(counts.entries)} requests are cross-origin
      </span>
      {page !== null && <span>{serverOf(page)}</span>}
      {cleared > 0 && (
        <span>
          Cleared {number(cleared)} ·{' '}
          <button type="button" className="link" data-testid="undo" onClick={onUndo}>
            Undo
          </button>
        </span>
      )}
      {restored > 0 && <span>{number(restored)} restored: not in HAR exports</span>}
      {only !== null && (
        <span>
          Only {only} ·{' '}
          <button type="button" className="link" data-testid="show-hosts" onClick={onShowAll}>
            Show all
          </button>
        </span>
      )}
      {only === null && hidden.length > 0 && (
        <span>
          {hidden.length === 1 ? '1 host' : `${hidden.length} hosts`} hidden ·{' '}
          <button
            type="button"
            className="link"
            data-testid="show-hosts"
            title={hidden.join(', ')}
            onClick={() => save({ hidden: [] })}
          >
            Show
          </button>
        </span>
      )}
      {counts.dropped > 0 && (
        <span data-testid="dropped" title={droppedText(counts)}>
          {number(counts.dropped)} requests were dropped to save memory
          {(counts.droppedByKind?.failed ?? 0) > 0 &&
            `, ${number(counts.droppedByKind?.failed ?? 0)} of them failed`}
        </span>
      )}
      {malformed.length > 0 && (
        <details className="malformed" data-testid="malformed">
          <summary>
            {malformed.length === 1
              ? '1 entry could not be parsed'
              : `${number(malformed.length)} entries could not be parsed`}
          </summary>
          <ul>
            {malformed.slice(-mostListed).map(({ entry, problem }) => (
              <li key={entry}>
                Entry {entry}: {problem}
              </li>
            ))}
          </ul>
        </details>
      )}
      {!connected && !lost && <span>Connecting…</span>}
      <span className="said" aria-live="polite" data-testid="live">
        {said}
      </span>
    </footer>
  );
}

/** How many of each kind were dropped; the least interesting go first. */
function droppedText({ droppedByKind }: Counts): string | undefined {
  const number = (value: number) => value.toLocaleString('en');
  if (droppedByKind === undefined) return undefined;
  const { sameOrigin, crossOrigin, failed } = droppedByKind;
  return `Same-origin: ${number(sameOrigin)}. Cross-origin, successful: ${number(crossOrigin)}. Failed: ${number(failed)}.`;
}
