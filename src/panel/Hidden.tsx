import { useSyncExternalStore } from 'react';
import { serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';
import { type HiddenClient, hiddenServer } from './hidden.ts';

/** On a request that DevTools shows without a response: reads the next one, with a permission. */
export function ReadHidden({ finding, client }: { finding: Finding; client: HiddenClient }) {
  const { servers, asking, declined } = useSyncExternalStore(
    client.subscribe,
    client.get,
    client.get,
  );
  const server = hiddenServer(finding);
  if (server === null) return null;
  const name = serverOf(server);
  const page = serverOf(finding.exchange.origin);
  const on = servers.includes(server);
  return (
    <section className="try" data-testid="read-hidden">
      {!on && (
        <div className="bar">
          <button
            type="button"
            className="button primary"
            data-testid="hidden-start"
            aria-disabled={asking !== null}
            onClick={() => void client.start(server, finding.exchange.origin)}
          >
            Read hidden responses
          </button>
        </div>
      )}
      <p role="status" data-testid="hidden-phase">
        {on
          ? `On. Send the request again, or reload the page: the next response of ${name} is shown.`
          : asking === server
            ? 'Waiting for permission: see the prompt in the page’s window.'
            : declined === server
              ? 'Permission denied. Nothing changed.'
              : `DevTools shows no response of workers. With your permission for ${name} and ${page}, the panel reads status and headers of what this tab requests from ${name}, from then on, as long as it is open. Nothing is changed, and nothing is stored.`}
      </p>
    </section>
  );
}

/** Shown as long as hidden responses are read: whose, and ends it. */
export function HiddenBanner({ client }: { client: HiddenClient }) {
  const { servers } = useSyncExternalStore(client.subscribe, client.get, client.get);
  return servers.map((server) => (
    <section
      key={server}
      className="banner"
      aria-label="Hidden responses"
      data-testid="hidden-banner"
    >
      <span>
        Reading hidden responses from <b>{serverOf(server)}</b> in this tab. The permission is
        revoked when the panel closes.
      </span>
      <button
        type="button"
        className="button"
        data-testid="hidden-stop"
        onClick={() => client.stop(server)}
      >
        Revoke
      </button>
    </section>
  ));
}
