import { kindOf } from '../report/summary.ts';
import type { Host } from './host.ts';
import { chips } from './list.ts';
import type { Preferences } from './preferences.ts';
import type { Shown } from './store.ts';

/** Says what is going on where the list has nothing to show. */
export function Empty({
  shown,
  preferences,
  save,
  host,
}: {
  shown: Shown;
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  host: Host;
}) {
  const { counts, findings, page, malformed } = shown;
  if (!shown.connected && !shown.lost) {
    return (
      <Message title="Connecting …">
        <p>The extension’s worker is being started.</p>
      </Message>
    );
  }
  if (page !== null && !/^https?:/i.test(page)) {
    return (
      <Message title="Nothing to see on this page">
        <p>Browsers show extensions the requests of http and https pages only.</p>
      </Message>
    );
  }
  if (counts.entries === 0 && shown.imported !== undefined) {
    return (
      <Message title="The file has no requests">
        <p>Nothing was recorded in it.</p>
      </Message>
    );
  }
  if (counts.entries === 0) {
    return (
      <Message title="Waiting for requests">
        <p>
          Requests made before DevTools was opened are not recorded. Reload the page to see them
          all.
        </p>
        {host.silence !== undefined && <p>{host.silence}</p>}
        {host.reload && (
          <button type="button" className="button primary" onClick={host.reload}>
            Reload the page
          </button>
        )}
      </Message>
    );
  }
  if (counts.checked === 0) {
    return (
      <Message title="No cross-origin requests">
        <p>
          {number(counts.entries)} {counts.entries === 1 ? 'request was' : 'requests were'}{' '}
          recorded, and the page’s own server answered them all. CORS does not apply to those.
        </p>
        <Unread malformed={malformed.length} dropped={counts.dropped} />
      </Message>
    );
  }
  if (preferences.text !== '') {
    return (
      <Message title={`Nothing matches “${preferences.text}”`}>
        <button type="button" className="button" onClick={() => save({ text: '' })}>
          Clear the filter
        </button>
      </Message>
    );
  }
  const doubtful = findings.filter((finding) => kindOf(finding) === 'doubtful').length;
  const advised = findings.filter(({ advice }) => advice.length > 0).length;
  if (preferences.chip === 'problems') {
    return (
      <Message
        title={doubtful === 0 ? 'Nothing wrong' : 'Nothing surely wrong'}
        good={doubtful === 0}
      >
        <p>
          {count(counts.checked)} checked;{' '}
          {doubtful === 0
            ? 'the page got every response.'
            : `${number(doubtful)} would fail if sent with credentials, which nothing shows.`}
        </p>
        <Unread malformed={malformed.length} dropped={counts.dropped} />
        <p>
          {advised > 0 && (
            <button type="button" className="button" onClick={() => save({ chip: 'advice' })}>
              See the advice for {number(advised)}
            </button>
          )}{' '}
          <button type="button" className="button" onClick={() => save({ chip: 'all' })}>
            Show all {number(counts.checked)}
          </button>
        </p>
      </Message>
    );
  }
  const label = chips.find(({ id }) => id === preferences.chip)?.label ?? '';
  return (
    <Message title={`None under “${label}”`}>
      <p>{count(counts.checked)} checked.</p>
      <button type="button" className="button" onClick={() => save({ chip: 'all' })}>
        Show all {number(counts.checked)}
      </button>
    </Message>
  );
}

function Message({
  title,
  good = false,
  children,
}: {
  title: string;
  good?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className={good ? 'empty good' : 'empty'} data-testid="empty">
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
          {malformed === 1 ? '1 entry' : `${number(malformed)} entries`} could not be read, and may
          hold what is wrong.
        </p>
      )}
      {dropped > 0 && (
        <p className="warning">
          The oldest {number(dropped)} requests were dropped, and are not counted.
        </p>
      )}
    </>
  );
}

function count(requests: number): string {
  return `${number(requests)} cross-origin request${requests === 1 ? '' : 's'}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
