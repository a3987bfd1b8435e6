import { quote } from '../prose.ts';
import type { Comparison, HeaderCheck } from './compare.ts';
import { Icon } from './icons.tsx';

/** What the request needs against what the server allowed. */
export default function Comparisons({ rows }: { rows: readonly Comparison[] }) {
  const preflight = rows.some((row) => row.preflight !== null);
  const response = rows.some((row) => row.response !== null);
  return (
    <table className="comparison">
      <thead>
        <tr>
          <td />
          <th scope="col">Request</th>
          {preflight && <th scope="col">Preflight response</th>}
          {response && <th scope="col">Response</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.what} ${row.requested}`}>
            <th scope="row">{row.what}</th>
            <td>{row.isLabel ? row.requested : <code>{quote(row.requested)}</code>}</td>
            {preflight && <Cell said={row.preflight} />}
            {response && <Cell said={row.response} />}
          </tr>
        ))}
      </tbody>
    </table>
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
          <span className="hidden">{passes ? 'allowed: ' : 'not allowed: '}</span>
        </>
      )}
      {value === null ? (
        <i>{passes ? 'not needed' : passes === null ? 'not set' : 'missing'}</i>
      ) : value === '' ? (
        <i>empty</i>
      ) : (
        <code>{quote(value)}</code>
      )}
    </td>
  );
}
