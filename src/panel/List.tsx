import { type KeyboardEvent, memo, type Ref, useEffect, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { quote, serverOf } from '../prose.ts';
import { causeOf, kindLabels, kindOf, statusOf, timeOf } from '../report/summary.ts';
import { Icon, KindIcon } from './icons.tsx';
import { nameOf, type Row } from './list.ts';

/** A row's height until it is measured, in pixels. */
const rowHeight = 42;
/** Pixels above and below the visible rows whose rows are in the page too: most sessions whole. */
const buffer = 8_000;

/** The list: a tree of causes and requests of which only the visible part is in the page. */
export function List({
  rows,
  active,
  focus,
  onActivate,
  onToggle,
  onEnter,
}: {
  rows: readonly Row[];
  /** The key of the row whose detail is shown. */
  active: string | null;
  /** Takes the keyboard focus of the whole list. */
  focus: Ref<HTMLDivElement>;
  onActivate: (key: string) => void;
  onToggle: (key: string) => void;
  /** Enter: on to the detail. */
  onEnter: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const at = rows.findIndex(({ key }) => key === active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that arrive must not scroll the list
  useEffect(() => {
    if (at >= 0) virtualizer.current?.scrollToIndex(at, { align: 'nearest' });
  }, [active]);

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const go = (to: number): void => {
      const target = rows[Math.max(0, Math.min(rows.length - 1, to))];
      if (target) onActivate(target.key);
    };
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1);
        break;
      case 'ArrowUp':
        go(at < 0 ? rows.length - 1 : at - 1);
        break;
      case 'PageDown':
        go(at + page);
        break;
      case 'PageUp':
        go(at - page);
        break;
      case 'Home':
        go(0);
        break;
      case 'End':
        go(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row?.kind === 'group') {
          if (row.open) go(at + 1);
          else onToggle(row.key);
        }
        break;
      case 'ArrowLeft':
        if (row?.kind === 'group' && row.open) onToggle(row.key);
        else if (row?.kind === 'finding' && row.member) {
          go(rows.findLastIndex((other, index) => index < at && other.kind === 'group'));
        }
        break;
      case 'Enter':
        onEnter();
        break;
      case ' ':
        if (row?.kind === 'group') onToggle(row.key);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <div className="list" ref={scroller}>
      <div
        ref={focus}
        className="rows"
        role="tree"
        aria-label="Cross-origin requests"
        tabIndex={0}
        aria-activedescendant={at < 0 ? undefined : idOf(rows[at]?.key ?? '')}
        onKeyDown={onKeyDown}
      >
        <Virtualizer
          ref={virtualizer}
          scrollRef={scroller}
          data={rows}
          itemSize={rowHeight}
          bufferSize={buffer}
          // The active row stays in the page: assistive technology is told of it by its id.
          keepMounted={at < 0 ? [] : [at]}
        >
          {(row, index) => (
            <Line
              key={row.key}
              row={row}
              active={index === at}
              onActivate={onActivate}
              onToggle={onToggle}
            />
          )}
        </Virtualizer>
      </div>
    </div>
  );
}

/** Rows are named by exchange ids and group keys; an id attribute takes no spaces. */
function idOf(key: string): string {
  return `row-${encodeURIComponent(key)}`;
}

const Line = memo(function Line({
  row,
  active,
  onActivate,
  onToggle,
}: {
  row: Row;
  active: boolean;
  onActivate: (key: string) => void;
  onToggle: (key: string) => void;
}) {
  const common = {
    id: idOf(row.key),
    'aria-selected': active,
    'aria-setsize': row.siblings,
    'aria-posinset': row.position,
    onClick: () => onActivate(row.key),
  } as const;
  if (row.kind === 'group') {
    const count = `${row.members.length.toLocaleString('en')} requests`;
    return (
      <div
        {...common}
        role="treeitem"
        tabIndex={-1}
        className="row group"
        aria-level={1}
        aria-expanded={row.open}
        onDoubleClick={() => onToggle(row.key)}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: arrow keys fold and open */}
        <span
          className="twisty"
          onClick={(event) => {
            event.stopPropagation();
            onToggle(row.key);
          }}
        >
          <Icon name={row.open ? 'open' : 'folded'} />
        </span>
        <KindIcon kind={row.tone} />
        <span className="cause" title={row.cause}>
          <span className="hidden">{kindLabels[row.tone]}: </span>
          {row.cause}
        </span>
        <span className="where" title={row.where}>
          {count} · {row.where}
        </span>
      </div>
    );
  }
  const { finding, member } = row;
  const { exchange, verdict, diagnosis, advice } = finding;
  const kind = kindOf(finding);
  return (
    <div
      {...common}
      role="treeitem"
      tabIndex={-1}
      className={member ? 'row member' : 'row'}
      aria-level={member ? 2 : 1}
      data-rule={diagnosis?.rule ?? advice[0]?.rule ?? ''}
      data-outcome={verdict.outcome}
      data-url={exchange.hops[0].url}
      data-exchange={exchange.id}
    >
      {!member && <KindIcon kind={kind} />}
      {!member && (
        <span className="cause" title={causeOf(finding)}>
          <span className="hidden">{kindLabels[kind]}: </span>
          {causeOf(finding)}
        </span>
      )}
      <span className="where" title={quote(exchange.hops[0].url)}>
        {nameOf(finding)}
        {!member && ` · ${serverOf(exchange.hops[0].url)}`}
      </span>
      <span className="status">
        {exchange.simulated && <span className="badge">simulated</span>}
        <span className="time">{timeOf(finding)} · </span>
        {statusOf(finding)}
      </span>
    </div>
  );
});
