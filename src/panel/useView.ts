import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Finding } from '../session.ts';
import { groupOf, ofShownHosts, type Row, rowsOf, searchable } from './list.ts';
import { inPieces } from './pieces.ts';
import type { Preferences } from './preferences.ts';
import type { Among } from './Subject.tsx';
import { opened, requestsOf, signature } from './selection.ts';
import { type Fixed, fixedOf } from './since.ts';
import type { Shown, Store } from './store.ts';

/** What the list shows and which of it is open. */
export interface ListView {
  readonly rows: readonly Row[];
  readonly row: Row | null;
  readonly finding: Finding | null;
  /** Of the hosts that are shown. */
  readonly counted: readonly Finding[];
  readonly among: Among | null;
  readonly fixed: readonly Fixed[];
  readonly fixedShown: boolean;
  readonly only: string | null;
  readonly setOnly: (host: string | null) => void;
  readonly activate: (key: string | null) => void;
  readonly toggle: (key: string) => void;
  readonly toggleFixed: () => void;
}

/** The list of what the store shows, as the preferences have it, and the way through it. */
export function useView(
  shown: Shown,
  store: Store,
  preferences: Preferences,
  save: (change: Partial<Preferences>) => void,
): ListView {
  const [active, setActive] = useState<string | null>(null);
  const [only, setOnly] = useState<string | null>(null);
  const [fixedShown, setFixedShown] = useState(false);
  // Replaced on every click; what is first shown as open is noted in it, so that it never folds by itself.
  const [folds, setFolds] = useState<Map<string, boolean>>(() => new Map());
  const { chip, order, hidden } = preferences;
  // Typing stays ahead of a list of thousands.
  const text = useDeferredValue(preferences.text);
  const findings = useDeferredValue(shown.findings);
  // Else the first key waits for the text of thousands.
  useEffect(() => inPieces(findings, searchable), [findings]);
  const { before } = shown;
  const beforeKeys = useMemo(() => before && new Set(before.failures.map(groupOf)), [before]);
  const fixed = useMemo(() => (before ? fixedOf(before, findings) : []), [before, findings]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reload folds what was fixed
  useEffect(() => setFixedShown(false), [before]);
  const rows = useMemo(
    () =>
      rowsOf(findings, {
        chip,
        text,
        order,
        folds,
        hidden,
        only,
        before: chip === 'problems' ? beforeKeys : null,
        fixed: fixedShown && chip === 'problems' && order === 'cause' ? fixed : [],
      }),
    [findings, chip, text, order, folds, hidden, only, beforeKeys, fixed, fixedShown],
  );
  useEffect(() => {
    for (const row of rows) if (row.kind === 'group') folds.set(row.key, row.open);
  }, [rows, folds]);

  const { row, finding } = useMemo(
    () => opened(rows, findings, active, preferences.selected),
    [rows, findings, active, preferences.selected],
  );
  // What arrives later must not open something else.
  const key = active !== null && finding?.exchange.id === active ? active : (row?.key ?? null);
  useEffect(() => setActive((previous) => key ?? previous), [key]);

  const activate = useCallback(
    (chosen: string | null) => {
      setActive(chosen);
      const found = store.get().findings.find(({ exchange }) => exchange.id === chosen);
      if (found) save({ selected: signature(found) });
    },
    [store, save],
  );
  const toggle = useCallback((group: string) => {
    setFolds((previous) => new Map(previous).set(group, !previous.get(group)));
  }, []);

  const counted = useMemo(
    () => ofShownHosts(shown.findings, { hidden, only }),
    [shown.findings, hidden, only],
  );
  const among = useMemo(
    () => amongOf(rows, row, finding, activate),
    [rows, row, finding, activate],
  );
  return {
    rows,
    row,
    finding,
    counted,
    among,
    fixed,
    fixedShown,
    only,
    setOnly,
    activate,
    toggle,
    toggleFixed: () => setFixedShown(!fixedShown),
  };
}

/** The place of a finding among those of its group; null where it is the only one. */
function amongOf(
  rows: readonly Row[],
  row: Row | null,
  finding: Finding | null,
  activate: (key: string) => void,
): Among | null {
  if (row === null || finding === null) return null;
  const at = rows.indexOf(row);
  const group = rows.findLast(
    (each, index) => index <= at && each.kind === 'group' && each.members.includes(finding),
  );
  const all = requestsOf(group ?? row);
  const index = all.indexOf(finding);
  if (all.length < 2 || index < 0) return null;
  return {
    at: index + 1,
    of: all.length,
    onGo: (by) => {
      const next = all[(index + by + all.length) % all.length];
      if (next) activate(next.exchange.id);
    },
  };
}
