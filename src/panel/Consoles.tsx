import { quote } from '../prose.ts';
import type { Finding } from '../session.ts';
import { decisionsOf } from '../verdict/console.ts';
import { Link } from './Link.tsx';

/** What each browser decides and logs, for whoever arrives with its words in mind. */
export default function Consoles({ finding }: { finding: Finding }) {
  const decisions = decisionsOf(finding.exchange, finding.verdict);
  return (
    <dl className="facts consoles">
      {decisions.map(({ browser, outcome, messages, mdn }) => (
        <div key={browser}>
          <dt>{browser}</dt>
          <dd>
            {outcome === 'allowed' ? (
              <span className="subtle">No error.</span>
            ) : (
              messages.map((message) => (
                <p key={message} className="mono">
                  {quote(message, 2_000)}
                </p>
              ))
            )}
            {browser === 'Firefox' && mdn !== null && <Link to={mdn}>MDN</Link>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
