import { quote } from '../prose.ts';
import type { FileAccess } from './useFiles.ts';

/** What is being read, what went wrong with it, and what the panel shows instead of the tab. */
export function ImportBanner({ access }: { access: FileAccess }) {
  const { imported, reading, problem, alone, cancel, close, dismiss } = access;
  return (
    <>
      {reading !== null && (
        <div className="banner" role="status" data-testid="reading">
          <label>
            Reading {quote(reading.name)} <progress value={reading.share} max={1} />
          </label>
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
      {problem !== null && (
        <div className="banner bad" role="alert" data-testid="import-problem">
          <span>{problem}</span>
          <button type="button" className="button" onClick={dismiss}>
            Dismiss
          </button>
        </div>
      )}
      {imported !== null && reading === null && (
        <div className="banner" role="status" data-testid="imported">
          <span>
            <b>Showing {quote(imported.file.name)}</b>
            {alone ? '.' : ', not this tab.'}
            {imported.file.lacks.map((sentence) => ` ${sentence}`)}
          </span>
          <button type="button" className="button" onClick={close}>
            {alone ? 'Close file' : 'Back to this tab'}
          </button>
        </div>
      )}
    </>
  );
}
