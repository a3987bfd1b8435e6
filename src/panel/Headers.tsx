import { quote, statusName } from '../prose.ts';
import type { Hop } from '../recording/types.ts';
import type { Evidence } from '../rules/types.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';
import { CopyButton } from './CopyButton.tsx';
import { messagesOf } from './gists.ts';

/** Every header of every message, those that decided marked, each to be copied. */
export default function Headers({ finding }: { finding: Finding }) {
  const { exchange, verdict, diagnosis, advice } = finding;
  const evidence = diagnosis?.evidence ?? advice.flatMap((given) => given.evidence);
  const deciding = hopAt(exchange, decisiveStep(exchange, verdict));
  return messagesOf(finding).map(({ title, hop }, index) => {
    const own = hop === deciding ? evidence : [];
    const sent = verdict.outcome === 'allowed' || index <= 0 || hop.entry >= 0;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other name
      <div key={index} className="two">
        <Box
          title={title === 'Preflight' ? 'Preflight request' : title}
          start={`${quote(hop.method)} ${quote(hop.url)}`}
          headers={hop.headers}
          evidence={own.filter(({ side }) => side === 'request')}
        />
        {hop.response ? (
          <Box
            title={title === 'Preflight' ? 'Preflight response' : 'Response'}
            start={statusName(hop.response.status)}
            headers={hop.response.headers}
            evidence={own.filter(({ side }) => side === 'response')}
          />
        ) : (
          <p className="note">
            {sent ? 'No response was recorded.' : 'Not sent, because the preflight failed.'}
          </p>
        )}
      </div>
    );
  });
}

function Box({
  title,
  start,
  headers,
  evidence,
}: {
  title: string;
  start: string;
  headers: Hop['headers'];
  evidence: readonly Evidence[];
}) {
  const decides = (name: string) => evidence.some(({ header }) => header === name);
  const missing = evidence.filter(
    ({ header, found, expected }) =>
      found === null &&
      expected !== null &&
      !header.startsWith(':') &&
      !headers.some(([name]) => name === header),
  );
  // What decided comes first; the rest keeps its order.
  const sorted = [
    ...headers.filter(([name]) => decides(name)),
    ...headers.filter(([name]) => !decides(name)),
  ];
  const all = headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <div className="box heads">
      <header>
        <b>{title}</b>
        <CopyButton label="Copy" text={all} />
      </header>
      <div className={evidence.some(isFault(':')) ? 'start cause-line' : 'start'}>{start}</div>
      {missing.map(({ header }) => (
        <div key={header} className="cause-line">
          <span className="subtle">{header}:</span> <i>missing</i>
        </div>
      ))}
      {sorted.map(([name, value], index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat
          key={index}
          className={evidence.some(isFault(name)) ? 'cause-line' : undefined}
        >
          <span className="subtle">{quote(name)}:</span> {quote(value)}
          <CopyButton look="icon" label={`Copy ${quote(name)}`} text={`${name}: ${value}`} />
        </div>
      ))}
    </div>
  );
}

/** Evidence on this header, or on the start line (":"), that something else was expected of. */
function isFault(name: string): (evidence: Evidence) => boolean {
  return ({ header, expected }) =>
    expected !== null && (name === ':' ? header.startsWith(':') : header === name);
}
