import type { Finding } from '../session.ts';
import { causeOf, firstHop, outcomeWord, pathOf, serverOf } from './words.ts';

/** Every finding as a row. */
export function List({
  findings,
  selected,
  onSelect,
}: {
  findings: readonly Finding[];
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  return (
    <ul className="list" aria-label="Cross-origin requests">
      {findings.map((finding) => {
        const { exchange, verdict, diagnosis, advice } = finding;
        const { method, url } = firstHop(exchange);
        return (
          <li key={exchange.id}>
            <button
              type="button"
              className="row"
              aria-pressed={exchange.id === selected}
              data-rule={diagnosis?.rule ?? advice[0]?.rule ?? ''}
              data-outcome={verdict.outcome}
              data-url={url}
              data-exchange={exchange.id}
              onClick={() => onSelect(exchange.id)}
            >
              <span className="outcome">{outcomeWord(finding)}</span> {method} {pathOf(url)}
              <span className="server">{serverOf(url)}</span>
              <span className="cause">{causeOf(finding)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
