import type { Diagnosis } from '../rules/types.ts';
import { Prose } from './Prose.tsx';

/** What would fail next once this cause is fixed, so that the server is fixed once. */
export default function Behind({ next }: { next: Diagnosis['behind'] }) {
  return (
    <div className="behind">
      <p>This would fail next. Fix it at the same time:</p>
      <ul>
        {next.map(({ rule, title }) => (
          <li key={rule}>
            <Prose text={title} />
          </li>
        ))}
      </ul>
    </div>
  );
}
