import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { type Engine, reachOf, type Simulation, simulate } from '../fixes/simulate.ts';
import { quote, serverOf, statusName } from '../prose.ts';
import type { ResponseBody } from '../recording/body.ts';
import type { Finding } from '../session.ts';
import { isText } from './body.ts';
import { Body } from './ErrorBody.tsx';
import { credentialsUnknown, fixOf } from './fixing.ts';
import { Icon } from './icons.tsx';
import {
  isSafe,
  outcomeOf,
  type PreviewClient,
  type PreviewState,
  requestOf,
  waitingFor,
} from './preview.ts';
import { attemptOf } from './replay.ts';
import { useRead } from './useRead.ts';

interface Tried {
  readonly finding: Finding;
  /** The session's findings, among them what the preview lets happen. */
  readonly others: readonly Finding[];
  readonly previews: PreviewClient;
  readonly stacks: Readonly<Record<string, string>>;
}

/** "Try this fix in this tab": the button, what it does, and what came of it. */
export default function Try(tried: Tried) {
  const read = useRead(tried.others);
  return read && <Preview {...tried} others={read} />;
}

function Preview({ finding, others, previews, stacks }: Tried) {
  const state = useSyncExternalStore(previews.subscribe, previews.get, previews.get);
  const { exchange, verdict } = finding;
  const [credentials, setCredentials] = useState(false);
  const { config } = fixOf(finding, others, { stacks, credentials });
  const simulation = config && simulate(exchange, verdict, config.target);
  if (simulation === null) return null;
  const mine = state.request === requestOf(exchange) ? state : null;
  const cannot = 'cannot' in simulation ? simulation.cannot : null;
  const on = mine?.phase === 'on';
  return (
    <div className="try" data-testid="try">
      <div className="bar">
        {/* One button, so that it keeps the focus. */}
        <button
          type="button"
          className={on ? 'button' : 'button primary'}
          data-testid={on ? 'stop-here' : 'try-fix'}
          disabled={cannot !== null}
          aria-disabled={mine?.phase === 'asking'}
          onClick={() => {
            if (on) previews.stop();
            else if (!('cannot' in simulation))
              void previews.start(attemptOf(exchange, simulation, previews.engine));
          }}
        >
          {on ? 'Stop' : 'Preview fix'}
        </button>
        {config && (credentials || credentialsUnknown(finding, config)) && (
          <label className="check">
            <input
              type="checkbox"
              data-testid="try-credentials"
              checked={credentials}
              disabled={on}
              onChange={(event) => setCredentials(event.target.checked)}
            />
            With credentials (cookies)
          </label>
        )}
      </div>
      {cannot !== null && <p className="faint">Preview not possible: {cannot}.</p>}
      {!('cannot' in simulation) && (
        <>
          <p role="status" data-testid="try-phase">
            {phaseLabels(mine, simulation, exchange.hops[0].method, previews.engine)}
          </p>
          {mine?.preview && (
            <Result finding={finding} state={mine} others={others} previews={previews} />
          )}
          <details>
            <summary>What this changes</summary>
            <Limits simulation={simulation} />
          </details>
        </>
      )}
    </div>
  );
}

/** The state of the preview, in a sentence or two. */
function phaseLabels(
  state: PreviewState | null,
  simulation: Simulation,
  method: string,
  engine: Engine,
): string {
  const server = serverOf(simulation.server);
  if (state?.phase === 'asking') {
    return waitingFor[engine];
  }
  if (state?.phase === 'on') {
    return `On: responses from ${server} have the added headers, in this tab only.`;
  }
  switch (state?.ended) {
    case 'declined':
      return 'Permission denied. Nothing changed.';
    case 'refused':
      return 'The browser rejected the header rules. Nothing changed.';
    case 'time':
      return 'Ended after 5 minutes. Responses are no longer modified.';
    case 'left':
      return 'Ended: the tab went to another origin. Responses are no longer modified.';
    case 'stopped':
      return 'Ended. Responses are no longer modified.';
    default:
      return `Adds the headers above to responses from ${server}, in this tab, for up to 5 minutes, and ${
        isSafe(method) ? 'repeats the request' : `lets you resend the ${quote(method)}`
      }. Needs your permission for ${server} and ${serverOf(simulation.origin)}. ${reachOf(simulation)} The server is unchanged; other users still see the error.`;
  }
}

/** Before and after, in words. */
function Result({
  finding,
  state,
  others,
  previews,
}: {
  finding: Finding;
  state: PreviewState;
  others: readonly Finding[];
  previews: PreviewClient;
}) {
  const { verdict, exchange } = finding;
  const { method } = exchange.hops[0];
  const outcome = outcomeOf(state, others);
  const on = state.phase === 'on';
  const waits = outcome === null && !isSafe(method) && state.replayed === 'no';
  return (
    <>
      {on && waits && (
        <>
          <p className="warning">
            A {quote(method)} may change data on the server, so it waits for your click. Its body is
            not recorded, so it is sent without one.
          </p>
          <button
            type="button"
            className="button"
            data-testid="replay"
            onClick={() => void previews.replay()}
          >
            Resend {quote(method)}
          </button>
        </>
      )}
      <dl className="outcome" data-testid="outcome">
        <dt>Before</dt>
        <dd className="fail">
          <Icon name="cross" />
          Blocked
          {verdict.outcome === 'blocked' && (
            <>
              {' '}
              (<code>{verdict.error}</code>)
            </>
          )}
        </dd>
        <dt>With the fix</dt>
        <After outcome={outcome} state={state} />
      </dl>
      {outcome?.verdict.outcome === 'allowed' && <Said outcome={outcome} body={state.body} />}
    </>
  );
}

function After({ outcome, state }: { outcome: Finding | null; state: PreviewState }) {
  if (outcome === null) {
    return (
      <dd className="faint">
        {state.phase !== 'on'
          ? 'Not resent.'
          : state.replayed === 'elsewhere'
            ? 'The page that sent the request is not the one shown, or it is in a frame: send it again there.'
            : state.replayed === 'yes'
              ? 'Resent; waiting for a response.'
              : 'Not resent yet.'}
      </dd>
    );
  }
  const { verdict, exchange } = outcome;
  // Firefox says only a moment later how it ended, and of some requests never.
  if (verdict.outcome === 'undetermined' && !verdict.failed) {
    return (
      <dd className="faint">Resent; the browser has not said whether the page can read it.</dd>
    );
  }
  if (verdict.outcome !== 'allowed') {
    return (
      <dd className="fail">
        <Icon name="cross" />
        {verdict.outcome === 'failed'
          ? `Still not readable, for a reason that is not CORS: ${quote(verdict.error.text)}.`
          : 'Still not readable: more than these headers is wrong.'}
      </dd>
    );
  }
  const status = exchange.hops.at(-1)?.response?.status ?? 0;
  return (
    <dd className="pass">
      <Icon name="tick" />
      <b>The page can now read the response: {statusName(status)}.</b>
      {state.replayed === 'yes' &&
        !isSafe(exchange.hops[0].method) &&
        ' It was sent without its body.'}
      {status >= 400 && ' That is the error to fix.'}
    </dd>
  );
}

/** What the response has that the browser kept from the page: its headers as the server sent them, and its body. */
function Said({ outcome, body }: { outcome: Finding; body: ResponseBody | null }) {
  const headers = outcome.exchange.hops.at(-1)?.response?.headers ?? [];
  return (
    <>
      {body !== null && (
        <div className="box" data-testid="said">
          {isText(body.type) ? (
            <Body body={body} />
          ) : (
            <p className="plain">
              The body is <code>{quote(body.type)}</code>, no text.
            </p>
          )}
        </div>
      )}
      <details data-testid="said-headers">
        <summary>Response headers, as the server sent them ({headers.length})</summary>
        <ul className="lookfor">
          {headers.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat
            <li key={index}>
              <code>
                {quote(name)}: {quote(value, 2_000)}
              </code>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Limits({ simulation }: { simulation: Simulation }) {
  const { responses, preflights } = simulation;
  const lines = (all: Simulation['responses']): ReactNode =>
    all.map(([name, value]) => (
      <li key={name}>
        <code>
          {name}: {value}
        </code>
      </li>
    ));
  return (
    <>
      <p>All responses:</p>
      <ul className="lookfor">{lines(responses)}</ul>
      <p>Preflight responses also:</p>
      <ul className="lookfor">{lines(preflights)}</ul>
      <p className="faint">
        It cannot change a status, a preflight the server rejects or a redirect. Requests sent
        meanwhile are marked as simulated, here and in what you export. It ends when DevTools is
        closed, and the permission is revoked.
      </p>
    </>
  );
}
