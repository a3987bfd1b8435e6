import { quote } from '../prose.ts';
import type { Finding } from '../session.ts';
import { compare, type HeaderCheck } from './compare.ts';
import { Icon } from './icons.tsx';

/** What the page asked against what the server allowed. Nothing when no response was seen. */
export function Comparisons({ finding }: { finding: Finding }) {
  const rows = compare(finding.exchange, finding.verdict);
  if (rows.length === 0) return null;
  const preflight = rows.some((row) => row.preflight !== null);
  const response = rows.some((row) => row.response !== null);
  return (
    <section>
      <h3>Asked against allowed</h3>
      <table className="comparison">
        <thead>
          <tr>
            <td />
            <th scope="col">The page asked</th>
            {preflight && <th scope="col">The preflight’s answer</th>}
            {response && <th scope="col">The response</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.what} ${row.asked}`}>
              <th scope="row">{row.what}</th>
              <td>{row.isLabel ? row.asked : <code>{quote(row.asked)}</code>}</td>
              {preflight && <Cell said={row.preflight} />}
              {response && <Cell said={row.response} />}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ said }: { said: HeaderCheck | null }) {
  if (said === null) return <td className="none">–</td>;
  const { value, passes } = said;
  return (
    <td className={passes === null ? 'open' : passes ? 'pass' : 'fail'}>
      {passes !== null && (
        <>
          <Icon name={passes ? 'tick' : 'cross'} />
          <span className="hidden">{passes ? 'allowed: ' : 'refused: '}</span>
        </>
      )}
      {value === null ? (
        <i>{passes ? 'none needed' : passes === null ? 'no such header' : 'missing'}</i>
      ) : value === '' ? (
        <i>empty</i>
      ) : (
        <code>{quote(value)}</code>
      )}
    </td>
  );
}
