import { useEffect, useRef } from 'react';
import type { Host } from './host.ts';
import type { Row } from './list.ts';
import type { Preferences } from './preferences.ts';

/** DevTools' own search is our filter: what is typed there filters, and its arrows go through what is left. */
export function useSearch(
  { onSearch }: Pick<Host, 'onSearch'>,
  rows: readonly Row[],
  active: string | null,
  activate: (key: string) => void,
  save: (change: Partial<Preferences>) => void,
): void {
  const latest = useRef({ rows, active });
  useEffect(() => {
    latest.current = { rows, active };
  });
  useEffect(
    () =>
      onSearch?.(({ action, query }) => {
        if (action === 'performSearch') save({ text: query });
        else if (action === 'cancelSearch') save({ text: '' });
        else {
          const found = latest.current.rows.filter(({ kind }) => kind !== 'heading');
          const at = found.findIndex(({ key }) => key === latest.current.active);
          const by = action === 'previousSearchResult' ? -1 : 1;
          const next = found[(at + by + found.length) % found.length];
          if (next) activate(next.key);
        }
      }),
    [onSearch, activate, save],
  );
}
