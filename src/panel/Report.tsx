import { useDeferredValue, useMemo, useState } from 'react';
import { stackOf } from '../fixes/index.ts';
import { serverOf } from '../prose.ts';
import { markdown } from '../report/markdown.ts';
import { createRedactor } from '../report/redact.ts';
import type { Finding } from '../session.ts';
import { Choice } from './Choice.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Dialog } from './Dialog.tsx';
import { fileName } from './files.ts';
import type { Preferences } from './preferences.ts';
import { Redacted } from './Redacted.tsx';
import { saveFile } from './save.ts';

/** The report for whoever owns the API, as it leaves. */
export default function Report({
  cause,
  all,
  lacks,
  preferences,
  onClose,
}: {
  /** The findings of the open cause; empty when none is open. */
  cause: readonly Finding[];
  /** The whole session. */
  all: readonly Finding[];
  /** What the recording leaves out. */
  lacks: readonly string[];
  preferences: Preferences;
  onClose: () => void;
}) {
  const [scope, setScope] = useState<'cause' | 'all'>(cause.length > 0 ? 'cause' : 'all');
  const [redact, setRedact] = useState(true);
  // The dialog is there at once; a report on thousands of requests takes a second or two.
  const wanted = useMemo(() => ({ scope, redact }), [scope, redact]);
  const chosen = useDeferredValue(wanted, null);
  const made = useMemo(() => {
    if (chosen === null) return { text: '', redactions: [] };
    const findings = chosen.scope === 'cause' ? cause : all;
    const redactor = chosen.redact ? createRedactor() : null;
    const options = {
      redactor,
      session: all,
      stackFor: (finding: Finding) =>
        stackOf(preferences.stacks[serverOf(finding.exchange.hops[0].url)] ?? ''),
      checked: all.filter(({ exchange }) => !exchange.simulated).length,
      lacks,
    };
    const text = markdown(findings, options);
    return { text, redactions: redactor?.summary() ?? [] };
  }, [chosen, cause, all, lacks, preferences.stacks]);
  const ready = chosen === wanted;
  return (
    <Dialog title="Report for the API’s owner" testId="report-dialog" onClose={onClose}>
      <div className="bar">
        {cause.length > 0 && (
          <Choice
            legend="What it is about"
            options={[
              { id: 'cause', label: `This cause (${cause.length.toLocaleString('en')})` },
              { id: 'all', label: `Everything (${all.length.toLocaleString('en')})` },
            ]}
            chosen={scope}
            onChoose={setScope}
          />
        )}
        <CopyButton
          label="Copy Markdown"
          text={made.text}
          disabled={!ready}
          testId="copy-markdown"
        />
        <button
          type="button"
          className="button"
          disabled={!ready}
          onClick={() =>
            saveFile(
              new Blob([made.text], { type: 'text/markdown' }),
              fileName(
                'markdown',
                scope === 'cause' ? serverOf(cause[0]?.exchange.hops[0].url ?? '') : '',
                new Date(),
              ),
            )
          }
        >
          Save
        </button>
      </div>
      <Redacted redact={redact} onRedact={setRedact} redactions={ready ? made.redactions : null} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className="code" aria-label="The report, in Markdown" tabIndex={0}>
        {ready ? (
          <pre data-testid="report">{made.text}</pre>
        ) : (
          <p className="faint" role="status">
            Preparing …
          </p>
        )}
      </section>
    </Dialog>
  );
}
