import { lazy, Suspense } from 'react';
import { curlFor } from '../report/curl.ts';
import type { Finding } from '../session.ts';
import { Choice } from './Choice.tsx';
import { Code } from './Code.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Prose } from './Prose.tsx';
import type { Preferences } from './preferences.ts';
import type { TrialClient } from './trial.ts';

const Try = lazy(() => import('./Try.tsx'));

const shells = [
  { id: 'bash', label: 'bash' },
  { id: 'powershell', label: 'PowerShell' },
] as const;

/** The commands that show the fault now and prove the fix later. */
export default function Prove({
  finding,
  others,
  trials,
  preferences,
  save,
}: {
  finding: Finding;
  others: readonly Finding[];
  /** Undefined where no fix can be tried: another browser, or a file. */
  trials: TrialClient | undefined;
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
}) {
  const lines = curlFor(finding.exchange, preferences.shell);
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>Prove it</h3>
      {trials && (
        <Suspense>
          <Try finding={finding} others={others} trials={trials} />
        </Suspense>
      )}
      <div className="bar">
        <Choice
          legend="Shell"
          options={shells}
          chosen={preferences.shell}
          onChoose={(shell) => save({ shell })}
        />
        <CopyButton
          label="Copy all"
          text={lines.map(({ command }) => command).join('\n')}
          testId="copy-curl"
        />
      </div>
      {lines.map(({ title, command, lookFor, notes }) => (
        <div key={title}>
          <h4>{title}</h4>
          <Code
            text={command}
            language={preferences.shell}
            label={`${title}, ${preferences.shell}`}
          />
          {lookFor.length > 0 && (
            <>
              <p className="faint">Fixed when the response says:</p>
              <ul className="lookfor">
                {lookFor.map((line) => (
                  <li key={line}>
                    <Prose text={line} />
                  </li>
                ))}
              </ul>
            </>
          )}
          {notes.map((note) => (
            <p key={note} className="faint">
              <Prose text={note} />
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}
