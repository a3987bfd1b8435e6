import type { Finding } from '../session.ts';
import { Icon } from './icons.tsx';
import { type Station, stationsOf } from './stations.ts';

const words: Readonly<Record<Station['state'], string>> = {
  passed: 'passed',
  failed: 'stopped here',
  unsent: 'never sent',
  unknown: 'not shown',
};

/** The exchange as one line from the page to the response, the failing stop marked. */
export function Stations({ finding }: { finding: Finding }) {
  return (
    <ol className="stations" aria-label="The exchange">
      {stationsOf(finding.exchange, finding.verdict).map((station, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stops have no other name
        <li key={index} className={`station ${station.state}`}>
          <span className="stop">
            {station.state === 'passed' && <Icon name="tick" />}
            {station.state === 'failed' && <Icon name="cross" />}
          </span>
          <span className="label">
            {station.label}
            {station.status !== '' && <b> {station.status}</b>}
          </span>
          <span className="who">{station.who}</span>
          <span className={station.state === 'failed' ? 'verdict' : 'hidden'}>
            {words[station.state]}
          </span>
        </li>
      ))}
    </ol>
  );
}
