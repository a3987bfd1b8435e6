import { useRef } from 'react';
import { quote } from '../prose.ts';
import type { Finding } from '../session.ts';
import type { Place } from './Menu.tsx';
import { WordButton } from './WordButton.tsx';

/** Which of the requests with one cause is shown, and the way to the others. */
export interface Among {
  /** From 1. */
  readonly at: number;
  readonly of: number;
  readonly onGo: (by: 1 | -1) => void;
}

/** What the detail is about; it stays in sight while the rest scrolls. */
export function Subject({
  finding: { exchange },
  among,
  menuOpen,
  onShowInNetwork,
  onMenu,
}: {
  finding: Finding;
  among: Among | null;
  menuOpen: boolean;
  /** Absent where the browser has no such way. */
  onShowInNetwork: (() => void) | undefined;
  onMenu: (at: Place) => void;
}) {
  const { method, url } = exchange.hops[0];
  const copying = useRef<HTMLButtonElement>(null);
  return (
    <div className="subject">
      <span className="url mono" title={quote(url)}>
        <b>{quote(method)}</b> {quote(url)}
      </span>
      {exchange.simulated && <span className="badge">Fix preview</span>}
      {among && (
        <span className="of">
          <WordButton
            bare
            word="Previous request"
            icon="left"
            testId="previous"
            onClick={() => among.onGo(-1)}
          />
          {among.at} of {among.of.toLocaleString('en')}
          <WordButton
            bare
            word="Next request"
            icon="right"
            testId="next"
            onClick={() => among.onGo(1)}
          />
        </span>
      )}
      {onShowInNetwork && (
        <WordButton
          word="Network"
          title="Show in Network"
          icon="network"
          testId="show-in-network"
          onClick={onShowInNetwork}
        />
      )}
      <WordButton
        ref={copying}
        word="Copy"
        title="Copy…"
        icon="copy"
        testId="copy-menu"
        menu={menuOpen}
        onClick={() => {
          const box = copying.current?.getBoundingClientRect();
          onMenu({ x: box?.left ?? 0, y: box?.bottom ?? 0 });
        }}
      />
    </div>
  );
}
