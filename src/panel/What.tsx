import { Fragment, type Ref } from 'react';
import { headlineOf, kindLabels, kindOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { Prose } from './Prose.tsx';
import { StopIcon } from './StopIcon.tsx';
import { type Station, stationsOf } from './stations.ts';

/** What happened: kind, title with the deciding value, a sentence or two, the request's path. */
export function What({
  finding,
  heading,
}: {
  finding: Finding;
  /** Takes the keyboard focus when the list hands it over. */
  heading: Ref<HTMLHeadingElement>;
}) {
  const kind = kindOf(finding);
  const { heading: title, text } = headlineOf(finding);
  return (
    <header className={`what ${kind}`}>
      <h2 ref={heading} tabIndex={-1} data-testid="headline">
        <span className="kind">{kindLabels[kind]}</span>
        <Prose text={title} />
      </h2>
      {text !== '' && (
        <p>
          <Prose text={text} />
        </p>
      )}
      <Chain stations={stationsOf(finding.exchange, finding.verdict)} />
    </header>
  );
}

const states: Readonly<Record<Station['state'], string>> = {
  ok: 'OK',
  bad: 'failed',
  off: '',
  unknown: 'not visible',
};

/** The request's path as one line, the failing stop marked. */
function Chain({ stations }: { stations: readonly Station[] }) {
  return (
    <ol className="chain" data-testid="chain" aria-label="Request path">
      {stations.map((station, index) => {
        const { label, status, who, said, state } = station;
        const next = stations[index + 1];
        const known = stations.slice(0, index).some((before) => before.who === who);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: stops have no other name
          <Fragment key={index}>
            <li className={`stop ${state}`}>
              <StopIcon state={state} />
              <span>
                {label}
                {status !== '' && <b> {status}</b>}
              </span>
              {who !== '' && !known && state !== 'off' && <span className="who">{who}</span>}
              {said !== '' ? (
                <b className="said">{said}</b>
              ) : (
                <span className="hidden">{states[state]}</span>
              )}
            </li>
            {next && (
              <li className={next.state === 'off' ? 'wire off' : 'wire'} aria-hidden="true" />
            )}
          </Fragment>
        );
      })}
    </ol>
  );
}
