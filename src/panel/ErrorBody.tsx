import { useSyncExternalStore } from 'react';
import { reachOf, simulate } from '../fixes/simulate.ts';
import type { Policy } from '../fixes/types.ts';
import { serverOf, statusName } from '../prose.ts';
import type { Finding } from '../session.ts';
import { hopAt } from '../verdict/examine.ts';
import { bodyLines } from './body.ts';
import { CopyButton } from './CopyButton.tsx';
import { curlOf } from './copies.ts';
import type { Preferences } from './preferences.ts';
import { type PreviewClient, requestOf } from './preview.ts';
import { attemptOf } from './replay.ts';
import { WordButton } from './WordButton.tsx';

/**
 * The body of the error response. Chromium keeps that of a blocked response from everybody: it is revealed by
 * repeating the request with the headers added, where the user wants that. It is shown and never stored.
 */
export function ErrorBody({
  finding,
  policy,
  previews,
  preferences,
}: {
  finding: Finding;
  /** What lets the page read the response. */
  policy: Policy;
  previews: PreviewClient | undefined;
  preferences: Preferences;
}) {
  const { exchange, verdict } = finding;
  if (verdict.outcome === 'allowed' || verdict.outcome === 'pending') return null;
  const status = hopAt(exchange, verdict.step).response?.status;
  if (status === undefined) return null;
  const simulation = previews ? simulate(exchange, verdict, policy) : null;
  return (
    <div className="box" data-testid="error-body">
      {previews && simulation && !('cannot' in simulation) ? (
        <Reveal
          status={status}
          previews={previews}
          request={requestOf(exchange)}
          since={exchange.hops[0].startedAt}
          server={serverOf(exchange.hops[0].url)}
          reach={reachOf(simulation)}
          onReveal={() => void previews.start(attemptOf(exchange, simulation))}
          curl={() => curlOf(finding, preferences.shell)}
        />
      ) : (
        <Hidden status={status} curl={() => curlOf(finding, preferences.shell)} />
      )}
    </div>
  );
}

function Hidden({ status, curl }: { status: number; curl: () => string }) {
  return (
    <header className="line">
      <b>Response body</b>
      <span className="subtle">{statusName(status)} · the browser hides this response</span>
      <CopyButton label="Copy as cURL" text={curl} testId="copy-error-curl" />
    </header>
  );
}

function Reveal({
  status,
  previews,
  request,
  since,
  server,
  reach,
  onReveal,
  curl,
}: {
  status: number;
  previews: PreviewClient;
  request: string;
  /** When the request began, in milliseconds since the epoch: what was revealed before it was another's. */
  since: number;
  server: string;
  /** What else the page can read meanwhile, as a sentence. */
  reach: string;
  onReveal: () => void;
  curl: () => string;
}) {
  const state = useSyncExternalStore(previews.subscribe, previews.get, previews.get);
  const earlier = state.preview !== null && state.preview.from < since;
  const mine = state.request === request && !earlier ? state : null;
  const body = mine?.body ?? null;
  if (body !== null) {
    return (
      <>
        <header className="line">
          <b>Response body</b>
          <span className="subtle">
            {[statusName(body.status), body.type, `${body.text.length} characters`]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <CopyButton label="Copy body" text={body.text} testId="copy-body" />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <section className="code" aria-label="Response body" tabIndex={0} data-testid="body">
          {bodyLines(body.text).map(({ text, error }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <div key={index} className={error ? 'err' : undefined}>
              {text === '' ? ' ' : text}
            </div>
          ))}
        </section>
      </>
    );
  }
  const waiting = mine?.phase === 'asking' || (mine?.phase === 'on' && mine.replayed === 'yes');
  const second = mine?.phase === 'on' && mine.replayed !== 'yes';
  return (
    <>
      <header className="line">
        <b>Response body</b>
        <span className="subtle">{statusName(status)} · Chrome hides this response</span>
        <span className="end">
          <CopyButton label="Copy as cURL" text={curl} testId="copy-error-curl" />
          <WordButton
            word={second ? 'Resend' : 'Reveal the error'}
            icon="play"
            testId="reveal"
            onClick={() => {
              if (second) void previews.replay();
              else if (!waiting) onReveal();
            }}
          />
        </span>
      </header>
      <p className="plain" role="status">
        {mine?.phase === 'asking'
          ? 'Waiting for permission: see the prompt in the page’s window.'
          : mine?.ended === 'declined'
            ? 'Permission denied. Nothing changed.'
            : mine?.replayed === 'elsewhere'
              ? 'The page that sent the request is not the one shown. Send it again there.'
              : waiting
                ? 'Resent; waiting for a response.'
                : second
                  ? 'This method may change data on the server. Resend it, without its body?'
                  : `Repeats the request in this tab with CORS headers added to responses from ${server}. ${reach} Needs your permission.`}
      </p>
    </>
  );
}
