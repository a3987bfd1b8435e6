import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';

/** A line of a menu; null parts the lines before from those after. */
export type MenuItem = {
  readonly label: string;
  /** What is said beside it. */
  readonly note?: string;
  readonly testId?: string;
  readonly onChoose: () => void;
} | null;

/** Where a menu opens, in pixels of the window. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A menu at a place. The arrows go through it, Escape and a click beside it close it, the focus goes back. */
export function Menu({
  items,
  at,
  label,
  onClose,
}: {
  items: readonly MenuItem[];
  at: Place;
  label: string;
  onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLayoutEffect(() => {
    const node = menu.current;
    if (!node) return;
    // Its size decides where it fits; the style sheet cannot know it.
    const { width, height } = node.getBoundingClientRect();
    node.style.left = `${Math.max(4, Math.min(at.x, window.innerWidth - width - 6))}px`;
    node.style.top = `${Math.max(4, Math.min(at.y, window.innerHeight - height - 6))}px`;
  }, [at]);
  useEffect(() => {
    const beside = ({ target }: Event): void => {
      if (!(target instanceof Node && menu.current?.contains(target))) onClose();
    };
    document.addEventListener('pointerdown', beside, { capture: true });
    window.addEventListener('resize', onClose);
    window.addEventListener('blur', onClose);
    return () => {
      document.removeEventListener('pointerdown', beside, { capture: true });
      window.removeEventListener('resize', onClose);
      window.removeEventListener('blur', onClose);
    };
  }, [onClose]);

  function onKeyDown(event: KeyboardEvent): void {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const index = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[
      event.key
    ];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const start = event.key.toLowerCase();
      const later = [...all.slice(index + 1), ...all];
      later.find((item) => item.textContent?.trim().toLowerCase().startsWith(start))?.focus();
    } else return;
    // DevTools would take Escape for itself.
    event.stopPropagation();
    event.preventDefault();
  }

  return (
    <div
      ref={menu}
      className="menu"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-testid="menu"
    >
      {items.map((item, index) =>
        item === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: separators have no name
          <hr key={index} />
        ) : (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            data-testid={item.testId}
            onClick={() => {
              onClose();
              item.onChoose();
            }}
          >
            {item.label}
            {item.note !== undefined && <kbd>{item.note}</kbd>}
          </button>
        ),
      )}
    </div>
  );
}
