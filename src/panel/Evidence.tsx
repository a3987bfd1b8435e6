import type { Finding } from '../session.ts';
import { Comparisons } from './Comparisons.tsx';
import { HeaderLines } from './HeaderLines.tsx';

/** What the diagnosis stands on. */
export default function Evidence({ finding }: { finding: Finding }) {
  return (
    <>
      <Comparisons finding={finding} />
      <HeaderLines finding={finding} />
    </>
  );
}
