import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { idOf } from './Line.tsx';
import type { Row } from './list.ts';

/** A row's height until it is measured, in pixels. */
export const rowHeight = 42;
const memberHeight = 24;
/** Pixels above and below what is visible whose rows are in the page too: most sessions whole. */
const buffer = 8_000;
/** Rows come and go when the list was scrolled this far. */
const step = 2_000;

/** The rows that are in the page, and what stands for the others. */
export interface RowWindow {
  /** Indexes into the rows; `to` is the first that is not in it. */
  readonly from: number;
  readonly to: number;
  /** The height of the rows before and after, in pixels. */
  readonly above: number;
  readonly below: number;
  /** Brings a row into view, as little as need be. */
  show(index: number): void;
  /** The next change is of this row's making: it is the one that stays where it is. */
  hold(key: string): void;
}

/**
 * Which rows of a long list are in the page. They stand in the normal flow with one spacer before and one after them.
 * Heights are known by key: a row that moves keeps its own. When rows come above what is looked at, the list is
 * scrolled by as much before anything is painted, unless it stands at its top. What is looked at is the selected row
 * where it is in view, else the topmost one; the browser's own scroll anchoring knows no selection.
 */
export function useRowWindow(
  rows: readonly Row[],
  scroller: RefObject<HTMLElement | null>,
): RowWindow {
  const heights = useRef(new Map<string, number>());
  /** Where each row begins, and where the last one ends, by the heights that are known. */
  const tops = useRef<{ rows: readonly Row[]; at: Float64Array } | null>(null);
  const [start, setStart] = useState(0);
  const [view, setView] = useState(0);
  const heightOf = (row: Row): number =>
    heights.current.get(row.key) ??
    (row.kind === 'heading' || (row.kind === 'finding' && row.member) ? memberHeight : rowHeight);

  if (tops.current?.rows !== rows) tops.current = { rows, at: sums(rows, heightOf) };
  const { at } = tops.current;
  const total = at[rows.length] ?? 0;
  // A list that became shorter is not scrolled as far any more, which is told a frame later.
  const top = Math.max(0, Math.min(start, total - view));
  const from = Math.max(0, firstOver(at, top - buffer) - 1);
  const above = at[from] ?? 0;
  const to = Math.min(rows.length, firstOver(at, top + step + view + buffer));
  const shown = at[to] ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another width, other heights
  useLayoutEffect(() => {
    for (const row of rows.slice(from, to)) {
      const height = document.getElementById(idOf(row.key))?.offsetHeight;
      if (height === undefined || height === 0) continue;
      if (height !== heightOf(row)) tops.current = null;
      heights.current.set(row.key, height);
    }
  }, [rows, from, to, view]);
  /** The row that stays where it is, and where that is within the list. */
  const anchor = useRef<{ id: string; offset: number } | null>(null);
  useLayoutEffect(() => {
    const node = scroller.current;
    if (node === null) return;
    const { current } = anchor;
    const element = current && document.getElementById(current.id);
    if (element && node.scrollTop > 0) node.scrollTop += element.offsetTop - current.offset;
    anchor.current = anchorOf(node);
  });
  useEffect(() => {
    const node = scroller.current;
    if (node === null) return;
    const follow = (): void => {
      anchor.current = anchorOf(node);
      // At once: a frame without rows would be seen.
      flushSync(() => setStart(Math.floor(node.scrollTop / step) * step));
    };
    const observer = new ResizeObserver(() => {
      // Another width wraps titles otherwise.
      heights.current.clear();
      tops.current = null;
      setView(node.clientHeight);
    });
    node.addEventListener('scroll', follow, { passive: true });
    observer.observe(node);
    return () => {
      node.removeEventListener('scroll', follow);
      observer.disconnect();
    };
  }, [scroller]);

  const latest = useRef<(index: number) => void>(() => {});
  latest.current = (index) => {
    const node = scroller.current;
    const row = rows[index];
    if (node === null || row === undefined) return;
    const element = document.getElementById(idOf(row.key));
    // Not `scrollIntoView`, which would scroll DevTools as well.
    const top = element
      ? element.getBoundingClientRect().top - node.getBoundingClientRect().top + node.scrollTop
      : (at[index] ?? 0);
    const height = element?.offsetHeight ?? heightOf(row);
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + height > node.scrollTop + node.clientHeight) {
      node.scrollTop = top + height - node.clientHeight;
    }
  };
  const show = useCallback((index: number) => latest.current(index), []);
  const hold = useCallback((key: string) => {
    const element = document.getElementById(idOf(key));
    if (element) anchor.current = { id: element.id, offset: element.offsetTop };
  }, []);
  return { from, to, above, below: total - shown, show, hold };
}

/** Where each row begins, in pixels, and where the last one ends. */
function sums(rows: readonly Row[], heightOf: (row: Row) => number): Float64Array {
  const at = new Float64Array(rows.length + 1);
  for (const [index, row] of rows.entries()) at[index + 1] = (at[index] ?? 0) + heightOf(row);
  return at;
}

/** The first index whose value is over `limit`, of values that grow. */
function firstOver(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The selected row where it is in view, else the first that is; null where there is none. */
function anchorOf(node: HTMLElement): { id: string; offset: number } | null {
  const inView = (row: HTMLElement): boolean =>
    row.offsetTop + row.offsetHeight > node.scrollTop &&
    row.offsetTop < node.scrollTop + node.clientHeight;
  const selected = node.querySelector<HTMLElement>('[aria-selected="true"]');
  const row =
    selected && inView(selected)
      ? selected
      : [...node.querySelectorAll<HTMLElement>('[role="treeitem"]')].find(inView);
  return row ? { id: row.id, offset: row.offsetTop } : null;
}
