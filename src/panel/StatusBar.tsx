import type { Shown } from './store.ts';

/** Malformed entries that are listed one by one. */
const mostListed = 100;

/** What was seen, in numbers; also what could not be read, what was dropped, and what has just happened. */
export function StatusBar({ shown, said }: { shown: Shown; said: string }) {
  const { counts, malformed, connected, lost } = shown;
  const number = (value: number): string => value.toLocaleString('en');
  return (
    <footer className="statusbar" data-testid="counts">
      <span>
        {number(counts.checked)} cross-origin of {number(counts.entries)} requests checked
      </span>
      {counts.dropped > 0 && (
        <span data-testid="dropped">
          The oldest {number(counts.dropped)} were dropped to save memory
        </span>
      )}
      {malformed.length > 0 && (
        <details className="malformed" data-testid="malformed">
          <summary>
            {malformed.length === 1
              ? '1 entry could not be read'
              : `${number(malformed.length)} entries could not be read`}
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
      {!connected && !lost && <span>Connecting …</span>}
      <span className="said" aria-live="polite" data-testid="live">
        {said}
      </span>
    </footer>
  );
}
