import { Fragment, type ReactNode } from 'react';
import { quote } from '../prose.ts';
import { linksOf } from '../report/pages.ts';
import { certaintyOf, isProblem } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';
import { Call } from './Call.tsx';
import { CopyButton } from './CopyButton.tsx';
import { requestIdsOf } from './copies.ts';
import type { Host } from './host.ts';
import { Link } from './Link.tsx';

/** Who made the call, how long it took, and what names it elsewhere. */
export default function Facts({ finding, host }: { finding: Finding; host: Host }) {
  const { exchange, verdict, diagnosis } = finding;
  const { page, credentials } = exchange;
  const hop = hopAt(exchange, decisiveStep(exchange, verdict));
  const certainty = certaintyOf(finding);
  return (
    <dl className="facts">
      <Fact name="Initiator">
        <Call finding={finding} host={host} />
      </Fact>
      {page !== null && <Fact name="Page">{quote(page)}</Fact>}
      <Fact name="Timing">
        {Math.round(hop.duration)} ms · at {clock(hop.startedAt)}
      </Fact>
      <Fact name="Credentials">
        {credentials === 'unknown' ? (
          <>
            unknown: check <code>credentials</code> at the call
          </>
        ) : credentials === 'include' ? (
          'included'
        ) : (
          'omitted'
        )}
      </Fact>
      {requestIdsOf(hop).map(({ name, value }) => (
        <Fact key={name} name={name}>
          <code>{quote(value)}</code>
          <CopyButton look="icon" label={`Copy ${name}`} text={value} />
        </Fact>
      ))}
      {verdict.outcome === 'blocked' && (
        <Fact name="Chrome error code">
          <code>{verdict.error}</code>
        </Fact>
      )}
      {verdict.outcome !== 'pending' && (isProblem(finding) || certainty === 'likely') && (
        <Fact name="Confidence">
          {certainty === 'certain' ? 'certain' : 'likely: not everything it rests on is visible'}
        </Fact>
      )}
      {diagnosis !== null && (
        <Fact name="Learn more">
          {linksOf(diagnosis).map(({ text, url }, index) => (
            <Fragment key={url}>
              {index > 0 && ' · '}
              <Link to={url}>{text}</Link>
            </Fragment>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function clock(at: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return 'unknown';
  return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
