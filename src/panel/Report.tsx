import { useMemo, useState } from 'react';
import { serverOf } from '../exchange/text.ts';
import { stackOf } from '../report/annotate.ts';
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
  preferences,
  onClose,
}: {
  /** The findings of the open cause; empty when none is open. */
  cause: readonly Finding[];
  /** The whole session. */
  all: readonly Finding[];
  preferences: Preferences;
  onClose: () => void;
}) {
  const [scope, setScope] = useState<'cause' | 'all'>(cause.length > 0 ? 'cause' : 'all');
  const [redact, setRedact] = useState(true);
  const made = useMemo(() => {
    const findings = scope === 'cause' ? cause : all;
    const redactor = redact ? createRedactor() : null;
    const options = {
      redactor,
      stackFor: (finding: Finding) =>
        stackOf(preferences.stacks[serverOf(finding.exchange.hops[0].url)] ?? ''),
      checked: all.length,
    };
    const text = markdown(findings, options);
    return { findings, options, text, redactions: redactor?.summary() ?? [] };
  }, [scope, redact, cause, all, preferences.stacks]);
  return (
    <Dialog title="Report for the API’s owner" testId="report-dialog" onClose={onClose}>
      <div className="bar">
        {cause.length > 0 && (
          <Choice
            legend="What it is about"
            options={[
              { id: 'cause', label: `This cause (${cause.length})` },
              { id: 'all', label: `Everything (${all.length})` },
            ]}
            chosen={scope}
            onChoose={setScope}
          />
        )}
        <CopyButton label="Copy Markdown" text={made.text} testId="copy-markdown" />
        <button
          type="button"
          className="button"
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
      <Redacted redact={redact} onRedact={setRedact} redactions={made.redactions} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className="code" aria-label="The report, in Markdown" tabIndex={0}>
        <pre data-testid="report">{made.text}</pre>
      </section>
    </Dialog>
  );
}
