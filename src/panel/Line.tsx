import { type MouseEvent, memo } from 'react';
import { quote } from '../prose.ts';
import { causeOf, kindLabels, kindOf, responseOf, timeOf } from '../report/summary.ts';
import { Icon, KindIcon } from './icons.tsx';
import { hostOf, nameOf, type Row, type State } from './list.ts';
import type { Place } from './Menu.tsx';
import { Prose } from './Prose.tsx';
import { patternOf } from './pattern.ts';

/** Rows are named by exchange ids and group keys; an id attribute takes no spaces. */
export function idOf(key: string): string {
  return `row-${encodeURIComponent(key)}`;
}

/** How the states of a reload are called. */
const stateLabels: Readonly<Record<State, string>> = {
  new: 'New',
  still: 'Still failing',
  fixed: 'Fixed',
};

/** One line of the list. */
export const Line = memo(function Line({
  row,
  active,
  onActivate,
  onToggle,
  onMenu,
}: {
  row: Row;
  active: boolean;
  onActivate: (key: string) => void;
  onToggle: (key: string) => void;
  onMenu: (key: string, at: Place) => void;
}) {
  if (row.kind === 'heading') {
    // What it says, every row under it says to a screen reader itself.
    return (
      <div className={`state ${row.state}`} aria-hidden="true">
        <b>{stateLabels[row.state]}</b> {row.count}
      </div>
    );
  }
  const common = {
    id: idOf(row.key),
    'aria-selected': active,
    'aria-setsize': row.siblings,
    'aria-posinset': row.position,
    onClick: () => onActivate(row.key),
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      onActivate(row.key);
      onMenu(row.key, { x: event.clientX, y: event.clientY });
    },
  } as const;
  if (row.kind === 'group') {
    return (
      <div
        {...common}
        role="treeitem"
        tabIndex={-1}
        className="row group"
        aria-level={1}
        aria-expanded={row.open}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: arrow keys fold and open */}
        <span
          className="twisty"
          onClick={(event) => {
            event.stopPropagation();
            onToggle(row.key);
          }}
        >
          <Icon name={row.open ? 'down' : 'right'} />
        </span>
        <KindIcon kind={row.tone} />
        <Cause
          before={`${row.state ? `${stateLabels[row.state]}. ` : ''}${kindLabels[row.tone]}: `}
          count={row.members.length}
          text={row.cause}
        />
        <Where text={row.where} status={row.status} time={row.time} />
      </div>
    );
  }
  if (row.kind === 'fixed') {
    const { title, where, count, status, time } = row.fixed;
    return (
      <div
        {...common}
        role="treeitem"
        tabIndex={-1}
        className="row group is-fixed"
        aria-level={1}
        data-testid="fixed-row"
      >
        <span className="twisty" />
        <KindIcon kind="fixed" />
        <Cause before="Fixed: " count={count} text={title} />
        <Where text={where} status={status} time={time} />
      </div>
    );
  }
  const [finding] = row.members;
  const { exchange, verdict, diagnosis, advice } = finding;
  const kind = kindOf(finding);
  const many = row.members.length > 1;
  const data = {
    'data-rule': diagnosis?.rule ?? advice[0]?.rule ?? '',
    'data-outcome': verdict.outcome,
    'data-url': exchange.hops[0].url,
    'data-exchange': exchange.id,
  };
  const simulated = exchange.simulated ? <span className="badge">preview</span> : null;
  if (row.member) {
    const name = many ? patternOf(finding) : nameOf(finding);
    return (
      <div
        {...common}
        {...data}
        role="treeitem"
        tabIndex={-1}
        className="row member"
        aria-level={2}
      >
        <span className="where" title={quote(exchange.hops[0].url)}>
          {name}
          {many && <span className="n">×{row.members.length.toLocaleString('en')}</span>}
        </span>
        <Status text={responseOf(finding)} badge={simulated} />
        <span className="tm">{timeOf(finding)}</span>
      </div>
    );
  }
  return (
    <div {...common} {...data} role="treeitem" tabIndex={-1} className="row group" aria-level={1}>
      <span className="twisty" />
      <KindIcon kind={kind} />
      <Cause
        before={`${row.state ? `${stateLabels[row.state]}. ` : ''}${kindLabels[kind]}: `}
        text={causeOf(finding)}
      />
      <span className="where" title={quote(exchange.hops[0].url)}>
        {nameOf(finding)} · {hostOf(finding)}
      </span>
      <Status text={responseOf(finding)} badge={simulated} />
      <span className="tm">{timeOf(finding)}</span>
    </div>
  );
});

function Cause({ before, count, text }: { before: string; count?: number; text: string }) {
  return (
    <span className="cause" title={text.replaceAll('`', '')}>
      <span className="hidden">{before}</span>
      {count !== undefined && count > 1 && (
        <span className="n">
          {count.toLocaleString('en')}
          <span className="hidden"> requests</span>
        </span>
      )}
      <Prose text={text} />
    </span>
  );
}

function Where({ text, status, time }: { text: string; status: string; time: string }) {
  return (
    <>
      <span className="where" title={text}>
        {text}
      </span>
      <Status text={status} />
      <span className="tm">{time}</span>
    </>
  );
}

/** "preflight 401": where there is no room, the number alone. */
function Status({ text, badge = null }: { text: string; badge?: React.ReactNode }) {
  const preflight = text.startsWith('preflight ');
  return (
    <span className="st">
      {badge}
      {preflight && <span className="pf">preflight </span>}
      {preflight ? text.slice('preflight '.length) : text}
    </span>
  );
}
