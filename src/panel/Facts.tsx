import { Fragment, type ReactNode } from 'react';
import { code, quote } from '../prose.ts';
import type { Traced } from '../recording/types.ts';
import { linksOf } from '../report/pages.ts';
import { certaintyOf, isProblem } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';
import { Call } from './Call.tsx';
import { CopyButton } from './CopyButton.tsx';
import { requestIdsOf } from './copies.ts';
import type { Host } from './host.ts';
import { Link } from './Link.tsx';
import { Prose } from './Prose.tsx';

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
        {credentials !== 'unknown' && seenBy(exchange)}
      </Fact>
      {exchange.traced && (
        <Fact name="Traced call">
          <Prose text={tracedText(exchange.traced)} />
        </Fact>
      )}
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

/** Who says so. */
function seenBy({ traced }: Finding['exchange']): string {
  if (traced?.certainty !== 'certain' || traced.credentials === 'unknown') return '';
  return traced.claimed ? ', seen by tracing, says the file' : ', seen by tracing';
}

/** "`mode: "cors"`, `redirect: "follow"` · `TypeError: Failed to fetch` after 120 ms": what the page did and got. */
function tracedText(traced: Traced): string {
  const { mode, redirect, cache, outcome, exception, elapsed, directive } = traced;
  const options = Object.entries({ mode, redirect, cache })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `\`${name}: "${value}"\``);
  const end =
    exception !== null
      ? code(exception, 300)
      : outcome !== null &&
        { ok: 'succeeded', error: 'failed', abort: 'aborted', timeout: 'timed out' }[outcome];
  return [
    options.join(', '),
    end && `${end}${elapsed === null ? '' : ` after ${elapsed} ms`}`,
    directive && `blocked by ${code(directive)}`,
    traced.certainty === 'likely' &&
      'joined by order: calls of this URL differ in their credentials',
  ]
    .filter(Boolean)
    .join(' · ');
}

function clock(at: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return 'unknown';
  return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
