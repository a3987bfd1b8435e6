import { useEffect, useState } from 'react';
import type { Looked } from '../messages.ts';
import type { Host } from './host.ts';

/**
 * What the recording has of an entry and the list does not, read when a diagnosis is opened and forgotten with it.
 * Undefined until it is known; null where there is nothing.
 */
export function useLooked({ look }: Pick<Host, 'look'>, entry: number): Looked | null | undefined {
  const [known, setKnown] = useState<{ entry: number; looked: Looked | null } | null>(null);
  const none = look === undefined || entry < 0;
  useEffect(() => {
    if (look === undefined || entry < 0) return;
    let gone = false;
    const take = (looked: Looked | null): void => {
      if (!gone) setKnown({ entry, looked });
    };
    look(entry).then(take, () => take(null));
    return () => {
      gone = true;
    };
  }, [look, entry]);
  if (none) return null;
  return known?.entry === entry ? known.looked : undefined;
}
