import type { Config } from '../fixes/fix.ts';
import { statusName } from '../prose.ts';
import type { Finding } from '../session.ts';
import { hopAt } from '../verdict/step.ts';
import { CopyButton } from './CopyButton.tsx';
import { type DiffLine, diffOf, headersOf } from './diff.ts';

/** The headers of the response that has to change: as they are today, and as they are needed. */
export function HeaderDiff({
  finding: { exchange, verdict },
  change,
  primary,
}: {
  finding: Finding;
  change: Config['change'];
  /** Nothing else on the screen is to be copied first. */
  primary: boolean;
}) {
  const step = verdict.outcome === 'blocked' ? verdict.step : null;
  const status = step && (hopAt(exchange, step).response?.status ?? 0);
  const preflight = step?.kind === 'preflight';
  // Fetch, CORS-preflight fetch: an ok status is 200 to 299.
  const fails = preflight && status !== null && status !== 0 && (status < 200 || status > 299);
  const lines: DiffLine[] = [
    ...(fails
      ? ([
          { sign: '-', text: statusName(status), marked: null },
          { sign: '+', text: '204 No Content', marked: null },
        ] as const)
      : []),
    ...diffOf(change),
  ];
  return (
    <div className="box" data-testid="diff">
      <header className="line">
        <b>{preflight ? 'Preflight response' : 'Response'}</b>
        <span className="subtle">today → needed</span>
        <CopyButton
          label={change.length === 1 ? 'Copy header' : 'Copy headers'}
          text={headersOf(change)}
          primary={primary}
          testId="copy-headers"
        />
      </header>
      <div className="diff">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <Line key={index} line={line} />
        ))}
      </div>
    </div>
  );
}

function Line({ line: { sign, text, marked } }: { line: DiffLine }) {
  const [from, to] = marked ?? [text.length, text.length];
  return (
    <div className={sign === '-' ? 'del' : 'add'} data-sign={sign === '-' ? '−' : '+'}>
      <span className="hidden">{sign === '-' ? 'today: ' : 'needed: '}</span>
      {text.slice(0, from)}
      {from < to && <mark>{text.slice(from, to)}</mark>}
      {text.slice(to)}
    </div>
  );
}
