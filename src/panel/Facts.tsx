import type { ReactNode } from 'react';
import { get } from '../cors/headers.ts';
import { quote } from '../prose.ts';
import { certaintyOf, clientLabel, isProblem } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/examine.ts';
import { CopyButton } from './CopyButton.tsx';
import type { Host } from './host.ts';
import { Link } from './Link.tsx';

/** Response headers by which a back-end team finds the request in its logs. */
const requestIds = ['x-request-id', 'x-correlation-id', 'traceparent', 'x-amzn-trace-id', 'cf-ray'];

/** "fetch() at `api.js:5` · 14 ms": the facts in a line. */
export function factsGist({ exchange, verdict }: Finding): string {
  const { initiator } = exchange;
  const { duration } = hopAt(exchange, decisiveStep(exchange, verdict));
  const at = initiator && ` at \`${fileOf(initiator.url)}:${initiator.line}\``;
  return `${clientLabel(exchange)}${at ?? ''} · ${Math.round(duration)} ms${
    exchange.credentials === 'unknown' ? ' · credentials unknown' : ''
  }`;
}

/** Who made the call, how long it took, and what names it elsewhere. */
export default function Facts({ finding, host }: { finding: Finding; host: Host }) {
  const { exchange, verdict, diagnosis } = finding;
  const { initiator, page, credentials } = exchange;
  const hop = hopAt(exchange, decisiveStep(exchange, verdict));
  const { openResource } = host;
  const certainty = certaintyOf(finding);
  const ids = requestIds.flatMap((name) => {
    const value = hop.response && get(hop.response.headers, name);
    return value ? [{ name, value }] : [];
  });
  return (
    <dl className="facts">
      <Fact name="Initiator">
        <code>{clientLabel(exchange)}</code>
        {initiator !== null && (
          <>
            {' at '}
            {openResource ? (
              <button
                type="button"
                className="link"
                title={quote(initiator.url)}
                onClick={() => openResource(initiator.url, initiator.line, initiator.column)}
              >
                {fileOf(initiator.url)}:{initiator.line}
              </button>
            ) : (
              <code title={quote(initiator.url)}>
                {fileOf(initiator.url)}:{initiator.line}
              </code>
            )}
          </>
        )}
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
      {ids.map(({ name, value }) => (
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
          {diagnosis.mdn !== null && (
            <>
              <Link to={diagnosis.mdn}>MDN</Link> ·{' '}
            </>
          )}
          <Link to={diagnosis.spec}>Fetch spec</Link>
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

/** The last part of a script's address. */
function fileOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? url;
  return quote(path.slice(path.lastIndexOf('/') + 1) || url).replaceAll('`', '');
}

function clock(at: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return 'unknown';
  return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
