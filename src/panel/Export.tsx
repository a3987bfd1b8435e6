import { useEffect, useState } from 'react';
import { serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';
import { CopyButton } from './CopyButton.tsx';
import { Dialog } from './Dialog.tsx';
import { type Exported, type ExportOptions, type Files, fileName, type Recorded } from './files.ts';
import { saveFile } from './save.ts';

const formats = [
  {
    id: 'har',
    label: 'Annotated HAR',
    about: 'Every request with its diagnosis. Opens in the Network panel, and here again.',
  },
  { id: 'markdown', label: 'Report, Markdown', about: 'For the team that owns the API.' },
  { id: 'html', label: 'Report, HTML', about: 'The same as one file without scripts.' },
] as const;

/** Chooses what leaves the panel, and shows what is redacted before it does. */
export default function Export({
  files,
  record,
  findings,
  shown,
  stacks,
  onClose,
}: {
  files: Files;
  /** The raw entries; null: the imported file has them. */
  record: (() => Promise<Recorded>) | null;
  findings: readonly Finding[];
  /** Those of them that the list shows. */
  shown: readonly Finding[];
  stacks: ExportOptions['stacks'];
  onClose: () => void;
}) {
  const [format, setFormat] = useState<ExportOptions['format']>('har');
  const [redact, setRedact] = useState(true);
  const [everything, setEverything] = useState(true);
  const [made, setMade] = useState<Exported | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // What is exported is what was there when the dialog opened.
  const [selection] = useState(() => shown.map(({ exchange }) => exchange.id));
  const [recorded] = useState(() => record?.() ?? Promise.resolve(null));
  const [chosenStacks] = useState(stacks);

  useEffect(() => {
    let current = true;
    setMade(null);
    setProblem(null);
    recorded
      .then((entries) =>
        files.write(entries, {
          format,
          redact,
          only: everything ? null : selection,
          stacks: chosenStacks,
        }),
      )
      .then(
        (exported) => current && setMade(exported),
        (error: Error) => current && setProblem(error.message),
      );
    return () => {
      current = false;
    };
  }, [files, recorded, format, redact, everything, selection, chosenStacks]);

  const save = (): void => {
    if (made === null) return;
    const hosts = new Set(findings.map(({ exchange }) => serverOf(exchange.hops[0].url)));
    saveFile(made.blob, fileName(format, hosts.size === 1 ? [...hosts].join() : '', new Date()));
  };

  return (
    <Dialog title="Export" testId="export" onClose={onClose}>
      <form className="export" method="dialog">
        <fieldset>
          <legend>As</legend>
          {formats.map(({ id: value, label, about }) => (
            <label key={value}>
              <input
                type="radio"
                name="format"
                value={value}
                checked={format === value}
                onChange={() => setFormat(value)}
              />
              <span>
                {label} <span className="faint">{about}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>What</legend>
          <label>
            <input
              type="radio"
              name="what"
              value="everything"
              checked={everything}
              onChange={() => setEverything(true)}
            />
            <span>Everything: {findings.length.toLocaleString('en')} cross-origin requests</span>
          </label>
          <label>
            <input
              type="radio"
              name="what"
              value="shown"
              checked={!everything}
              onChange={() => setEverything(false)}
            />
            <span>What the list shows: {selection.length.toLocaleString('en')}</span>
          </label>
        </fieldset>
        <label>
          <input
            type="checkbox"
            name="redact"
            checked={redact}
            onChange={(event) => setRedact(event.target.checked)}
          />
          <span>Redact cookies, credentials, tokens and keys</span>
        </label>
        <Preview made={made} problem={problem} redact={redact} />
        <div className="bar">
          <button
            type="button"
            className="button primary"
            disabled={made === null}
            onClick={save}
            data-testid="save"
          >
            Save file
          </button>
          {format === 'markdown' && made !== null && (
            <CopyButton label="Copy" text={() => made.blob.text()} testId="copy-export" />
          )}
          <button type="submit" className="button">
            Close
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Preview({
  made,
  problem,
  redact,
}: {
  made: Exported | null;
  problem: string | null;
  redact: boolean;
}) {
  return (
    <div className="preview" aria-live="polite" data-testid="preview">
      {problem !== null ? (
        <p className="bad">{problem}</p>
      ) : made === null ? (
        <p className="faint">Preparing …</p>
      ) : !redact ? (
        <p className="bad">
          Not redacted: anyone who gets this file can use the cookies and tokens in it.
        </p>
      ) : made.redactions.length === 0 ? (
        <p>Nothing to redact.</p>
      ) : (
        <>
          <p>Redacted:</p>
          <ul>
            {made.redactions.map(({ place, count }) => (
              <li key={place}>
                {place} <span className="count">{count}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {made !== null && (
        <p className="faint">
          {made.requests} cross-origin requests, {size(made.blob.size)}
        </p>
      )}
    </div>
  );
}

function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
