import { useState } from 'react';
import { checkFor, curlFor } from '../report/curl.ts';
import type { Shell } from '../report/shells.ts';
import type { Finding } from '../session.ts';
import Check from './Check.tsx';
import { Choice } from './Choice.tsx';
import { Code } from './Code.tsx';
import { CopyButton } from './CopyButton.tsx';
import type { Folding } from './Fold.tsx';
import type { Host } from './host.ts';
import { Prose } from './Prose.tsx';
import Try from './Try.tsx';

const shells = [
  { id: 'bash', label: 'bash' },
  { id: 'powershell', label: 'PowerShell' },
] as const;

/** What shows the fault now and proves the fix later: a preview in this tab, and a command. */
export default function Verify({
  finding,
  others,
  host: { previews, checks },
  preferences,
  save,
}: {
  finding: Finding;
  others: readonly Finding[];
  /** Without previews and checks where there is no page: a file. */
  host: Host;
} & Folding) {
  const [all, setAll] = useState(false);
  const { shell, stacks } = preferences;
  const check = checkFor(finding.exchange, finding.verdict, shell);
  return (
    <>
      {previews && (
        <>
          <Try finding={finding} others={others} previews={previews} stacks={stacks} />
          {checks && <Check {...{ finding, others, checks, previews, stacks }} />}
        </>
      )}
      {check && (
        <div className="box">
          <header>
            <b>curl</b>
            <Choice
              legend="Shell"
              options={shells}
              chosen={shell}
              onChoose={(chosen) => save({ shell: chosen })}
            />
            <CopyButton label="Copy" text={check.command} testId="copy-curl" />
          </header>
          <Code text={check.command} language={shell} label={`curl, ${shell}`} />
          <footer>
            <p>
              Fixed when the response has:{' '}
              {check.lookFor.map((line, index) => (
                <span key={line}>
                  {index > 0 && '; '}
                  <Prose text={line.includes('`') ? line : `\`${line}\``} />
                </span>
              ))}
            </p>
            {check.notes.map((note) => (
              <p key={note}>
                <Prose text={note} />
              </p>
            ))}
          </footer>
          <button
            type="button"
            className="more-lines"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? 'Only what decides' : 'All headers'}
          </button>
          {all && <Full finding={finding} shell={shell} />}
        </div>
      )}
    </>
  );
}

/** Every request of the exchange with every header the browser sent. */
function Full({ finding, shell }: { finding: Finding; shell: Shell }) {
  return curlFor(finding.exchange, shell).map(({ title, command, notes }) => (
    <div key={title} className="full">
      <header>
        <b>{title}</b>
        <CopyButton label="Copy" text={command} />
      </header>
      <Code text={command} language={shell} label={`${title}, ${shell}`} />
      {notes.map((note) => (
        <p key={note} className="note">
          <Prose text={note} />
        </p>
      ))}
    </div>
  ));
}
