import { count } from '../prose.ts';
import { isProblem, kindOf } from '../report/summary.ts';
import type { Host } from './host.ts';
import { chips } from './list.ts';
import type { Preferences } from './preferences.ts';
import type { Shown } from './store.ts';
import { WordButton } from './WordButton.tsx';

/** Says what is going on where the list has nothing to show, and offers what to do next. */
export function Empty({
  shown,
  preferences,
  save,
  host,
  onImport,
  onShowHosts,
}: {
  shown: Shown;
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  host: Host;
  onImport: () => void;
  /** Shows the hosts that are hidden; null when none is. */
  onShowHosts: (() => void) | null;
}) {
  const { counts, findings, page, malformed } = shown;
  const reload = host.reload;
  const reloadButton = (primary: boolean) =>
    reload && (
      <WordButton
        word="Reload page"
        icon="reload"
        primary={primary}
        testId="reload"
        onClick={reload}
      />
    );
  const unread = <Unread malformed={malformed.length} dropped={counts.dropped} />;
  if (!shown.connected && !shown.lost) {
    return (
      <Message title="Connecting…">
        <p>The extension is starting.</p>
      </Message>
    );
  }
  if (page !== null && !/^https?:/i.test(page)) {
    return (
      <Message title="Not available on this page">
        <p>Extensions only see requests from http and https pages.</p>
      </Message>
    );
  }
  if (counts.entries === 0) {
    if (shown.imported !== undefined) return <Message title="This HAR file is empty" />;
    return (
      <Message title="No requests recorded yet">
        <p>Reload the page to record requests made before DevTools was opened.</p>
        {host.silence !== undefined && <p>{host.silence}</p>}
        <div className="bar">
          {reloadButton(true)}
          <WordButton word="Import HAR…" icon="import" onClick={onImport} />
        </div>
      </Message>
    );
  }
  if (counts.checked === 0) {
    const one = counts.entries === 1;
    return (
      <Message
        title={
          one
            ? 'The one request is same-origin'
            : `All ${number(counts.entries)} requests are same-origin`
        }
      >
        <p>
          CORS doesn’t apply to {one ? 'it' : 'them'}. Requests through a dev proxy (Vite, webpack,
          Next.js rewrites) are same-origin, too.
        </p>
        {unread}
        {shown.imported === undefined && (
          <>
            <p>Missing something? Requests made before DevTools was opened are not recorded.</p>
            <div className="bar">{reloadButton(true)}</div>
          </>
        )}
      </Message>
    );
  }
  const showAll = (
    <button
      type="button"
      className="button"
      onClick={() => save({ chip: 'all', text: '' })}
      data-testid="show-all"
    >
      Show all {number(findings.length)}
    </button>
  );
  if (preferences.text !== '') {
    return (
      <Message title={`No requests match “${preferences.text}”`}>
        <div className="bar">
          <button type="button" className="button primary" onClick={() => save({ text: '' })}>
            Clear filter
          </button>
          {showAll}
        </div>
      </Message>
    );
  }
  if (onShowHosts !== null && (preferences.chip !== 'problems' || findings.some(isProblem))) {
    return (
      <Message title="All matching hosts are hidden">
        <div className="bar">
          <button type="button" className="button primary" onClick={onShowHosts}>
            Show hidden hosts
          </button>
        </div>
      </Message>
    );
  }
  const warned = findings.filter(({ advice }) => advice.length > 0).length;
  const doubtful = findings.filter((finding) => kindOf(finding) === 'doubtful').length;
  if (preferences.chip === 'problems') {
    return (
      <Message title="No CORS problems">
        {doubtful > 0 && (
          <p>
            {count(doubtful, 'request')} would fail if sent with credentials, which the recording
            does not show.
          </p>
        )}
        <p>
          {readable(findings.length)}
          {warned > 0 &&
            ` ${number(warned)} ${warned === 1 ? 'has a warning: it works' : 'have warnings: they work'} today, but may break later.`}
        </p>
        {unread}
        <div className="bar">
          {warned > 0 && (
            <button
              type="button"
              className="button primary"
              onClick={() => save({ chip: 'warnings' })}
            >
              Show {count(warned, 'warning')}
            </button>
          )}
          {showAll}
          {reloadButton(false)}
        </div>
      </Message>
    );
  }
  const label = chips.find(({ id }) => id === preferences.chip)?.label ?? '';
  return (
    <Message title={`No requests match “${label}”`}>
      <div className="bar">
        {showAll}
        {reloadButton(false)}
      </div>
    </Message>
  );
}

function Message({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className="empty" data-testid="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What the good news does not cover. */
function Unread({ malformed, dropped }: { malformed: number; dropped: number }) {
  return (
    <>
      {malformed > 0 && (
        <p className="warning">
          {malformed === 1 ? '1 entry' : `${number(malformed)} entries`} could not be parsed; a
          problem may be missing here.
        </p>
      )}
      {dropped > 0 && (
        <p className="warning">
          {number(dropped)} requests were dropped to save memory, failures last.
        </p>
      )}
    </>
  );
}

function readable(responses: number): string {
  return responses === 1
    ? 'The one cross-origin response was readable.'
    : `All ${number(responses)} cross-origin responses were readable.`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
