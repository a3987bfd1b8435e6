import { type KeyboardEvent, type Ref, useCallback, useEffect, useRef } from 'react';
import { Icon } from './icons.tsx';
import { idOf, Line } from './Line.tsx';
import type { Order, Row } from './list.ts';
import type { Place } from './Menu.tsx';
import { rowHeight, useRowWindow } from './useRowWindow.ts';

/** The list: a tree of causes and requests of which only the visible part is in the page. */
export function List({
  rows,
  active,
  shape,
  order,
  onOrder,
  focus,
  onActivate,
  onToggle,
  onEnter,
  onMenu,
}: {
  rows: readonly Row[];
  /** The key of the row whose detail is shown. */
  active: string | null;
  /** What the list is made by: where that changes, the active row is brought into view again. */
  shape: string;
  order: Order;
  onOrder: (order: Order) => void;
  /** Takes the keyboard focus of the whole list. */
  focus: Ref<HTMLDivElement>;
  onActivate: (key: string) => void;
  onToggle: (key: string) => void;
  /** Enter: on to the detail. */
  onEnter: () => void;
  /** The menu of a row is wanted at a place. */
  onMenu: (key: string, at: Place) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const part = useRowWindow(rows, scroller);
  const { hold } = part;
  const at = rows.findIndex(({ key }) => key === active);
  const toggle = useCallback(
    (key: string) => {
      hold(key);
      onToggle(key);
    },
    [hold, onToggle],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that arrive must not scroll the list
  useEffect(() => {
    if (at >= 0) part.show(at);
  }, [active, shape]);

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    /** To the row there, or to the next one that is no heading. */
    const go = (to: number, by: 1 | -1): void => {
      let index = Math.max(0, Math.min(rows.length - 1, to));
      while (rows[index]?.kind === 'heading') index += by;
      const target = rows[index];
      if (target) onActivate(target.key);
    };
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1, 1);
        break;
      case 'ArrowUp':
        go(at < 0 ? rows.length - 1 : at - 1, -1);
        break;
      case 'PageDown':
        go(at + page, 1);
        break;
      case 'PageUp':
        go(at - page, -1);
        break;
      case 'Home':
        go(0, 1);
        break;
      case 'End':
        go(rows.length - 1, -1);
        break;
      case 'ArrowRight':
        if (row?.kind === 'group') {
          if (row.open) go(at + 1, 1);
          else toggle(row.key);
        }
        break;
      case 'ArrowLeft':
        if (row?.kind === 'group' && row.open) toggle(row.key);
        else if (row?.kind === 'finding' && row.member) {
          go(
            rows.findLastIndex((other, index) => index < at && other.kind === 'group'),
            -1,
          );
        }
        break;
      case 'Enter':
        onEnter();
        break;
      case ' ':
        if (row?.kind === 'group') toggle(row.key);
        break;
      case 'F10':
      case 'ContextMenu': {
        if (event.key === 'F10' && !event.shiftKey) return;
        const box = row && document.getElementById(idOf(row.key))?.getBoundingClientRect();
        if (row && box) onMenu(row.key, { x: box.left + 46, y: box.bottom });
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no grid */}
      <div className="columns" role="group" aria-label="Sort by">
        <Column label="Problem" sorts={order === 'cause'} onSort={() => onOrder('cause')} />
        <Column label="Status" sorts={order === 'status'} onSort={() => onOrder('status')} />
        <Column
          label="Time"
          className="tm"
          sorts={order === 'time' || order === 'latest'}
          down={order === 'latest'}
          onSort={() => onOrder(order === 'time' ? 'latest' : 'time')}
        />
      </div>
      <div className="list" ref={scroller}>
        <div
          ref={focus}
          className="rows"
          role="tree"
          aria-label="Cross-origin requests"
          tabIndex={0}
          aria-activedescendant={
            at < part.from || at >= part.to ? undefined : idOf(rows[at]?.key ?? '')
          }
          onKeyDown={onKeyDown}
        >
          <div style={{ height: part.above }} />
          {rows.slice(part.from, part.to).map((row, index) => (
            <Line
              key={row.key}
              row={row}
              active={part.from + index === at}
              onActivate={onActivate}
              onToggle={toggle}
              onMenu={onMenu}
            />
          ))}
          <div style={{ height: part.below }} />
        </div>
      </div>
    </>
  );
}

/** The head of a column, which sorts by it. */
function Column({
  label,
  className,
  sorts,
  down = false,
  onSort,
}: {
  label: string;
  className?: string;
  /** The list is sorted by it. */
  sorts: boolean;
  /** The last comes first. */
  down?: boolean;
  onSort: () => void;
}) {
  return (
    <button
      type="button"
      className={className}
      aria-pressed={sorts}
      data-testid={`sort-${label.toLowerCase()}`}
      onClick={onSort}
    >
      {label}
      {sorts && <Icon name={down ? 'down' : 'up'} />}
      {down && <span className="hidden"> last first</span>}
    </button>
  );
}
