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
  const { counts, findings, page } = shown;
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
          {requests(counts.entries)} recorded, and the page’s own server answered them all. CORS
          does not apply to those.
        </p>
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
  const advised = findings.filter(({ advice }) => advice.length > 0).length;
  if (preferences.chip === 'problems') {
    return (
      <Message title="Nothing wrong" good>
        <p>{counts.checked} cross-origin requests checked; the page got every answer.</p>
        <p>
          {advised > 0 && (
            <button type="button" className="button" onClick={() => save({ chip: 'advice' })}>
              See the advice for {advised}
            </button>
          )}{' '}
          <button type="button" className="button" onClick={() => save({ chip: 'all' })}>
            Show all {counts.checked}
          </button>
        </p>
      </Message>
    );
  }
  const label = chips.find(({ id }) => id === preferences.chip)?.label ?? '';
  return (
    <Message title={`None under “${label}”`}>
      <p>{counts.checked} cross-origin requests checked.</p>
      <button type="button" className="button" onClick={() => save({ chip: 'all' })}>
        Show all {counts.checked}
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

function requests(count: number): string {
  return count === 1 ? '1 request was' : `${count} requests were`;
}
