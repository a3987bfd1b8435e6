import { quote } from '../prose.ts';
import type { Finding } from '../session.ts';
import { decisionsOf } from '../verdict/console.ts';
import { Link } from './Link.tsx';

/** What each browser decides and prints, for whoever arrives with its words in mind. */
export default function Consoles({ finding }: { finding: Finding }) {
  const decisions = decisionsOf(finding.exchange, finding.verdict);
  if (decisions.length === 0) return null;
  return (
    <section>
      <h3>What the browsers print</h3>
      <dl className="consoles">
        {decisions.map(({ browser, outcome, messages, mdn }) => (
          <div key={browser}>
            <dt>
              {browser}
              {browser === 'Firefox' && mdn !== null && (
                <>
                  {' '}
                  <Link to={mdn}>MDN on it</Link>
                </>
              )}
            </dt>
            <dd>
              {outcome === 'allowed' ? (
                <span className="faint">Lets the request through.</span>
              ) : (
                messages.map((message) => (
                  <p key={message} className="printed">
                    {quoteLong(message)}
                  </p>
                ))
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Piece by piece: a message is longer than a value that stands in a sentence may be. */
function quoteLong(text: string): string {
  return (text.slice(0, 2_000).match(/.{1,200}/gsu) ?? []).map(quote).join('');
}
