import { useState } from 'react';
import type { HeaderList } from '../cors/headers.ts';
import { quote } from '../prose.ts';
import type { Hop } from '../recording/types.ts';
import type { Evidence } from '../rules/types.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/examine.ts';
import { Icon } from './icons.tsx';

/** One line of a message as it is shown. */
interface Line {
  readonly name: string;
  /** Null: the line is missing. */
  readonly value: string | null;
  readonly guilty: boolean;
  readonly expected: string | null;
}

const always = /^(?:access-control-.*|origin|vary|location)$/;

/** The request and the response that decided, line by line, the guilty ones marked. */
export function HeaderLines({ finding }: { finding: Finding }) {
  const [all, setAll] = useState(false);
  const { exchange, verdict, diagnosis, advice } = finding;
  const hop = hopAt(exchange, decisiveStep(exchange, verdict));
  const evidence = diagnosis?.evidence ?? advice.flatMap((given) => given.evidence);
  const request = linesOf(hop.headers, evidence, 'request', all);
  const response = hop.response && linesOf(hop.response.headers, evidence, 'response', all);
  const count = hop.headers.length + (hop.response?.headers.length ?? 0);
  return (
    <section>
      <h3>{verdict.outcome === 'blocked' ? 'The lines that decided' : 'What was recorded'}</h3>
      <Message title={requestLine(hop)} lines={request} of="request" evidence={evidence} />
      {response ? (
        <Message
          title={`Status ${hop.response?.status}`}
          lines={response}
          of="response"
          evidence={evidence}
        />
      ) : (
        <p className="faint nothing">No response was recorded.</p>
      )}
      <button type="button" className="button" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? 'Only the lines that matter' : `All ${count} header lines`}
      </button>
    </section>
  );
}

function Message({
  title,
  lines,
  of,
  evidence,
}: {
  title: string;
  lines: readonly Line[];
  of: Evidence['side'];
  evidence: readonly Evidence[];
}) {
  const start = evidence.filter(({ side, header }) => side === of && header.startsWith(':'));
  const guilty = start.find(({ expected }) => expected !== null);
  return (
    <dl className="message" aria-label={of === 'request' ? 'Request' : 'Answer'}>
      <div className={guilty ? 'line start guilty' : 'line start'}>
        <dt>{title}</dt>
        <dd>{guilty && <Expected text={guilty.expected} />}</dd>
      </div>
      {lines.map(({ name, value, guilty, expected }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: header lines may repeat
        <div key={index} className={guilty ? 'line guilty' : 'line'}>
          <dt>{quote(name)}:</dt>
          <dd>
            {value === null ? <i>missing</i> : quote(value)}
            {guilty && <Expected text={expected} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Expected({ text }: { text: string | null }) {
  return (
    <span className="expected">
      <Icon name="cross" />
      {text === null ? 'this is why' : `expected: ${text}`}
    </span>
  );
}

function requestLine({ method, url }: Hop): string {
  return `${quote(method)} ${quote(url)}`;
}

function linesOf(
  headers: HeaderList,
  evidence: readonly Evidence[],
  side: Evidence['side'],
  all: boolean,
): Line[] {
  const own = evidence.filter((item) => item.side === side && !item.header.startsWith(':'));
  const lines = headers
    .map(([name, value]): Line => {
      const said = own.find((item) => item.header === name);
      return { name, value, guilty: said?.expected != null, expected: said?.expected ?? null };
    })
    .filter(({ name }) => all || always.test(name) || own.some(({ header }) => header === name));
  const missing = own
    .filter(({ header, found }) => found === null && !headers.some(([name]) => name === header))
    .map(({ header, expected }): Line => ({ name: header, value: null, guilty: true, expected }));
  return [...lines, ...missing];
}
