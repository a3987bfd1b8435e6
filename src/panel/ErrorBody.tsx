import { useState, useSyncExternalStore } from 'react';
import { reachOf, simulate } from '../fixes/simulate.ts';
import type { Policy } from '../fixes/types.ts';
import { quote, serverOf, statusName } from '../prose.ts';
import { mostOfBody, type ResponseBody } from '../recording/body.ts';
import type { Hop } from '../recording/types.ts';
import type { Finding } from '../session.ts';
import { hopAt } from '../verdict/step.ts';
import { bodyLines } from './body.ts';
import { CopyButton } from './CopyButton.tsx';
import { bodyOf, curlOf, logFacts, logSearchOf } from './copies.ts';
import type { Host } from './host.ts';
import { MoreLines } from './MoreLines.tsx';
import type { Preferences } from './preferences.ts';
import { type PreviewClient, requestOf, waitingFor } from './preview.ts';
import { attemptOf } from './replay.ts';
import { useLooked } from './useLooked.ts';
import { WordButton } from './WordButton.tsx';

/**
 * The error response: its body where the recording has it, and what its server's team finds it by. Chromium keeps the
 * body of a blocked response from everybody: it is revealed by repeating the request with the headers added, where
 * the user wants that. It is shown and never stored.
 */
export function ErrorBody({
  finding,
  policy,
  host,
  preferences,
}: {
  finding: Finding;
  /** What lets the page read the response. */
  policy: Policy;
  host: Host;
  preferences: Preferences;
}) {
  const { exchange, verdict } = finding;
  const { previews } = host;
  const hop =
    verdict.outcome === 'allowed' || verdict.outcome === 'pending'
      ? null
      : hopAt(exchange, verdict.step);
  const looked = useLooked(host, hop?.response ? hop.entry : -1);
  if (hop === null || hop.response === null || verdict.outcome === 'allowed') return null;
  const { status } = hop.response;
  const recorded = looked?.body?.status === status ? looked.body : null;
  // Firefox has the body of a blocked response.
  const hides = previews?.engine === 'chromium';
  const simulation = hides ? simulate(exchange, verdict, policy) : null;
  const curl = () => curlOf(finding, preferences.shell);
  return (
    <div className="box" data-testid="error-body">
      {recorded !== null ? (
        <Body body={recorded} />
      ) : previews && simulation && !('cannot' in simulation) ? (
        <Reveal
          status={status}
          previews={previews}
          request={requestOf(exchange)}
          since={exchange.hops[0].startedAt}
          server={serverOf(exchange.hops[0].url)}
          reach={reachOf(simulation)}
          onReveal={() => void previews.start(attemptOf(exchange, simulation, previews.engine))}
          curl={curl}
        />
      ) : (
        <header className="line">
          <b>Response body</b>
          <span className="subtle">
            {statusName(status)} ·{' '}
            {host.reload ? 'the browser hides this response' : 'not in this recording'}
          </span>
          <span className="end">
            <CopyButton label="Copy as cURL" text={curl} testId="copy-error-curl" />
          </span>
        </header>
      )}
      <LogSearch hop={hop} />
    </div>
  );
}

/** Lines of a body that are shown before somebody asks for all: what went wrong is among them. */
const fewLines = 8;

/** The body's beginning as text, what went wrong marked. */
export function Body({ body }: { body: ResponseBody }) {
  const [all, setAll] = useState(false);
  const lines = bodyLines(body.text);
  const marked = lines.findIndex(({ mark }) => mark === 'error');
  const start = all ? 0 : Math.max(0, Math.min(marked - 2, lines.length - fewLines));
  const shown = all ? lines : lines.slice(start, start + fewLines);
  return (
    <>
      <header className="line">
        <b>Response body</b>
        <span className="subtle">
          {[
            statusName(body.status),
            body.type.replace(/;.*/s, ''),
            body.text.length < mostOfBody
              ? `${body.text.length.toLocaleString('en')} characters`
              : `first ${mostOfBody.toLocaleString('en')} characters`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="end">
          <CopyButton label="Copy body" text={() => bodyOf(body.text)} testId="copy-body" />
        </span>
      </header>
      {body.text === '' ? (
        <p className="plain">The body is empty.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <section className="code" aria-label="Response body" tabIndex={0} data-testid="body">
          {shown.map(({ text, mark }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <div key={index} className={mark === null ? undefined : marks[mark]}>
              {text === '' ? ' ' : text}
            </div>
          ))}
        </section>
      )}
      {lines.length > fewLines && (
        <MoreLines all={all} count={lines.length} onChange={setAll} testId="all-of-body" />
      )}
    </>
  );
}

const marks = { error: 'err', frame: 'frame' } as const;

/** Status, duration, server and request ids: what a back-end team finds the request by in its logs. */
function LogSearch({ hop }: { hop: Hop }) {
  const facts = logFacts(hop);
  return (
    <footer className="log" data-testid="log-search">
      <p>
        Find it in the server log:{' '}
        {facts.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first have no name
          <span key={index}>
            {index > 0 && ' · '}
            {name === '' ? '' : `${name}: `}
            <span className="mono">{quote(value, 80)}</span>
          </span>
        ))}
      </p>
      <CopyButton look="icon" label="Copy for log search" text={() => logSearchOf(hop)} />
    </footer>
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
  if (body !== null) return <Body body={body} />;
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
            primary
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
          ? waitingFor[previews.engine]
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
