import { useSyncExternalStore } from 'react';
import { quote, statusName } from '../prose.ts';
import { causeOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { fixOf } from './fixing.ts';
import { Icon } from './icons.tsx';
import { Prose } from './Prose.tsx';
import { type PreviewClient, requestOf } from './preview.ts';
import {
  type CheckClient,
  type CheckState,
  changesOf,
  checkedOf,
  type HeaderChange,
  whyNotChecked,
} from './recheck.ts';

/** "Check again": the button, and what the server returns now. */
export default function Check({
  finding,
  others,
  checks,
  previews,
  stacks,
}: {
  finding: Finding;
  /** The session's findings, among them what comes of the repeated request. */
  others: readonly Finding[];
  checks: CheckClient;
  previews: PreviewClient;
  stacks: Readonly<Record<string, string>>;
}) {
  const state = useSyncExternalStore(checks.subscribe, checks.get, checks.get);
  const preview = useSyncExternalStore(previews.subscribe, previews.get, previews.get);
  const { exchange } = finding;
  if (exchange.simulated || exchange.mode === 'no-cors') return null;
  const why = whyNotChecked(finding, preview);
  const mine = state.before && requestOf(state.before.exchange) === requestOf(exchange);
  const now = mine ? checkedOf(state, others) : null;
  return (
    <div className="try" data-testid="check">
      <div className="bar">
        <button
          type="button"
          className="button"
          data-testid="check-again"
          disabled={why !== null}
          onClick={() => {
            const { config } = fixOf(finding, others, { stacks });
            const unknown = exchange.credentials === 'unknown' && config?.target.credentials;
            void checks.check(finding, exchange.credentials === 'include' || unknown === true);
          }}
        >
          Check again
        </button>
      </div>
      <p role="status" className={why === null ? undefined : 'faint'} data-testid="check-phase">
        {why !== null ? (
          <Prose text={why} />
        ) : now !== null ? (
          'Repeated, without added headers.'
        ) : (
          phaseLabels[mine ? state.phase : 'idle']
        )}
      </p>
      {mine && state.before && now && <Now before={state.before} now={now} />}
    </div>
  );
}

const phaseLabels: Readonly<Record<CheckState['phase'], string>> = {
  idle: 'After you changed the server: repeats the request in the page, past the browser’s cache, without added headers.',
  sent: 'Repeated; waiting for a response.',
  elsewhere:
    'The page that sent the request is not the one shown, or it is in a frame: send it again there.',
  silent: 'No response in 20 seconds. The page or its Content Security Policy may have stopped it.',
};

/** Fixed or not, and what the server returns that it did not return before. */
function Now({ before, now }: { before: Finding; now: Finding }) {
  const changes = changesOf(before.exchange, now.exchange);
  const fixed = now.verdict.outcome === 'allowed';
  return (
    <>
      <dl className="outcome" data-testid="checked">
        <dt>Before</dt>
        <dd className="fail">
          <Icon name="cross" />
          <Prose text={causeOf(before)} />
        </dd>
        <dt>Now</dt>
        <dd className={fixed ? 'pass' : 'fail'}>
          <Icon name={fixed ? 'tick' : 'cross'} />
          <Prose text={resultOf(before, now)} />
        </dd>
      </dl>
      {changes.length > 0 ? (
        <div className="box" data-testid="check-changes">
          <header className="line">
            <b>CORS headers</b>
            <span className="subtle">before → now</span>
          </header>
          <div className="diff">
            {changes.map((change) => (
              <Change key={`${change.message} ${change.name}`} change={change} />
            ))}
          </div>
        </div>
      ) : (
        <p className="faint">Status and CORS headers are the same as before.</p>
      )}
    </>
  );
}

/** The repeated request in a sentence. */
function resultOf(before: Finding, now: Finding): string {
  const { verdict, exchange } = now;
  const status = exchange.hops.at(-1)?.response?.status ?? 0;
  switch (verdict.outcome) {
    case 'allowed': {
      const fixed = verdict.doubt ? 'Likely fixed' : 'Fixed';
      const response = status === 0 ? '.' : `: ${statusName(status)}.`;
      return `${fixed}: the page can read the response${response}${
        status >= 400 ? ' That is the error to fix.' : ''
      }`;
    }
    case 'undetermined':
      return `Unknown: ${verdict.reason}`;
    default:
      return causeOf(before) === causeOf(now) ? 'Still failing.' : `Still failing: ${causeOf(now)}`;
  }
}

function Change({ change: { message, name, before, now } }: { change: HeaderChange }) {
  const line = (value: string) =>
    `${message === 'Preflight' ? 'Preflight ' : ''}${quote(name)}: ${quote(value, 2_000)}`;
  return (
    <>
      {before !== null && (
        <div className="del" data-sign="−">
          <span className="hidden">before: </span>
          {line(before)}
        </div>
      )}
      {now !== null && (
        <div className="add" data-sign="+">
          <span className="hidden">now: </span>
          {line(now)}
        </div>
      )}
    </>
  );
}
