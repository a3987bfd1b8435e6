import { useState } from 'react';
import { detect, policyFor, stacks } from '../fixes/index.ts';
import type { Finding } from '../session.ts';
import { headlineOf } from './words.ts';

/** Everything about one exchange. */
export function Detail({ finding }: { finding: Finding }) {
  const { exchange, diagnosis, advice } = finding;
  const { heading, rest } = headlineOf(finding);
  return (
    <main className="detail" data-testid="detail">
      <h2 data-testid="headline">{heading}</h2>
      {rest !== '' && <p>{rest}</p>}
      <ol className="stations">
        {exchange.hops.map((leg, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hops have no other name
          <li key={index}>
            {leg.preflight && (
              <span>OPTIONS {leg.preflight.response?.status ?? 'no answer'} → </span>
            )}
            {leg.method} {leg.url} {leg.response?.status ?? 'no answer'}
          </li>
        ))}
      </ol>
      {diagnosis && (
        <>
          <ol className="steps">
            {diagnosis.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <table>
            <tbody>
              {diagnosis.evidence.map(({ side, header, found, expected }) => (
                <tr key={`${side} ${header} ${found}`}>
                  <th scope="row">{header}</th>
                  <td>{found ?? 'missing'}</td>
                  <td>{expected}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {advice.map(({ rule, title, summary }) => (
        <section key={rule}>
          <h3>{title}</h3>
          <p>{summary}</p>
        </section>
      ))}
      {diagnosis?.repair === 'server' && <Snippet finding={finding} />}
    </main>
  );
}

function Snippet({ finding }: { finding: Finding }) {
  const policy = policyFor(finding.exchange);
  const [chosen, setChosen] = useState<string | null>(null);
  const detected = detect(finding.exchange)[0]?.stack;
  const stack = stacks.find(({ id }) => id === chosen) ?? detected ?? stacks[0];
  if (policy === null || stack === undefined) return null;
  const text = stack.render(policy);
  return (
    <section>
      <label>
        Server:{' '}
        <select
          data-testid="stack"
          value={stack.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {stacks.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p>{stack.place}</p>
      <pre data-testid="snippet">{text}</pre>
      <button
        type="button"
        data-testid="copy-snippet"
        onClick={() => void navigator.clipboard.writeText(text)}
      >
        Copy
      </button>
    </section>
  );
}
