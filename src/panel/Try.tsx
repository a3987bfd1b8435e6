import { type ReactNode, useSyncExternalStore } from 'react';
import { configHelps } from '../fixes/fix.ts';
import { type Simulation, simulate } from '../fixes/simulate.ts';
import { quote, serverOf, statusName } from '../prose.ts';
import type { Finding } from '../session.ts';
import { Icon } from './icons.tsx';
import { policyOf } from './policy.ts';
import { attemptOf } from './replay.ts';
import { isSafe, outcomeOf, requestOf, type TrialClient, type TrialState } from './trial.ts';

/** "Try this fix in this tab": the button, what it does, and what came of it. */
export default function Try({
  finding,
  others,
  trials,
}: {
  finding: Finding;
  /** The session's findings, among them what the trial lets happen. */
  others: readonly Finding[];
  trials: TrialClient;
}) {
  const state = useSyncExternalStore(trials.subscribe, trials.get);
  const { exchange, verdict } = finding;
  if (!configHelps(finding)) return null;
  const simulation = simulate(exchange, verdict, policyOf(finding, others));
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
            if (on) trials.stop();
            else if (!('cannot' in simulation)) void trials.start(attemptOf(exchange, simulation));
          }}
        >
          {on ? 'Stop the trial' : 'Try this fix in this tab'}
        </button>
      </div>
      {cannot !== null && <p className="faint">It cannot be tried here: {cannot}.</p>}
      {!('cannot' in simulation) && (
        <>
          <p role="status" data-testid="try-phase">
            {phaseLabels(mine, simulation, exchange.hops[0].method)}
          </p>
          {mine?.trial && <Result finding={finding} state={mine} others={others} trials={trials} />}
          <details>
            <summary>What it changes, and what it cannot</summary>
            <Limits simulation={simulation} />
          </details>
        </>
      )}
    </div>
  );
}

/** Where the trial stands, in a sentence or two. */
function phaseLabels(state: TrialState | null, simulation: Simulation, method: string): string {
  const server = serverOf(simulation.server);
  if (state?.phase === 'asking') {
    return 'Waiting for your answer to the browser’s question. It stands over the page, in the page’s own window.';
  }
  if (state?.phase === 'on') {
    return `On: what ${server} answers to this page carries the proposed headers, in this tab only.`;
  }
  switch (state?.ended) {
    case 'declined':
      return 'You did not allow it, so nothing was changed. Everything else works as before.';
    case 'refused':
      return 'The browser did not take the headers, so nothing was changed.';
    case 'time':
      return 'The trial ended after five minutes. The server’s answers are its own again.';
    case 'left':
      return 'The trial ended because the tab went to another origin.';
    case 'stopped':
      return 'The trial ended. The server’s answers are its own again.';
    default:
      return `Answers of ${server} get the proposed headers on their way to this page, in this tab only and for five minutes at most, and ${
        isSafe(method) ? 'the request is made again' : `you can make the ${quote(method)} again`
      }. Statuses, redirects and the server itself stay as they are. The browser first asks you to allow access to ${server} and ${serverOf(simulation.origin)}.`;
  }
}

/** Before and after, in words. */
function Result({
  finding,
  state,
  others,
  trials,
}: {
  finding: Finding;
  state: TrialState;
  others: readonly Finding[];
  trials: TrialClient;
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
            A {quote(method)} may change data on the server, so it waits for you. From here it goes
            without its body, which is never recorded; in the page you can do it again with
            everything.
          </p>
          <button
            type="button"
            className="button"
            data-testid="replay"
            onClick={() => void trials.replay()}
          >
            Make the {quote(method)} again
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
          : the page could read nothing.
        </dd>
        <dt>With the fix</dt>
        <After outcome={outcome} state={state} />
      </dl>
    </>
  );
}

function After({ outcome, state }: { outcome: Finding | null; state: TrialState }) {
  if (outcome === null) {
    return (
      <dd className="faint">
        {state.phase !== 'on'
          ? 'The request was not made again.'
          : state.replayed === 'elsewhere'
            ? 'The page that made the request is not the one shown, or it is in a frame: make it again there.'
            : state.replayed === 'yes'
              ? 'Made again; no response yet.'
              : 'The request has not been made again yet.'}
      </dd>
    );
  }
  const { verdict, exchange } = outcome;
  if (verdict.outcome !== 'allowed') {
    return (
      <dd className="fail">
        <Icon name="cross" />
        {verdict.outcome === 'failed'
          ? `The page still cannot read it, for a reason that is not CORS: ${quote(verdict.error.text)}.`
          : 'The page still cannot read it: more than these headers is wrong.'}
      </dd>
    );
  }
  const status = exchange.hops.at(-1)?.response?.status ?? 0;
  return (
    <dd className="pass">
      <Icon name="tick" />
      <b>The page can read it now: {statusName(status)}.</b>
      {state.replayed === 'yes' && !isSafe(exchange.hops[0].method) && ' It went without its body.'}
      {status >= 400 && ' Now the real error shows, and it is what is left to fix.'}
    </dd>
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
      <p>On every response:</p>
      <ul className="lookfor">{lines(responses)}</ul>
      <p>On answers to preflights besides:</p>
      <ul className="lookfor">{lines(preflights)}</ul>
      <p className="faint">
        It fixes nothing on the server, and nothing for anybody else. It cannot change a status,
        answer a preflight that the server refuses, or follow a redirect elsewhere. Requests made
        meanwhile are marked as simulated, here and in what you export. It ends when DevTools is
        closed, and gives the access back.
      </p>
    </>
  );
}
