import type { PointerEvent, RefObject } from 'react';

/** How much a press of an arrow key moves it, in per cent. */
const step = 4;
const least = 15;

/** The line between list and detail: dragged, or moved by the arrow keys. Shares are per cent of the whole. */
export function Splitter({
  horizontal,
  share,
  list,
  onShare,
}: {
  /** List and detail stand side by side. */
  horizontal: boolean;
  share: number;
  /** The part before the line: its size is set at once, the preference when the line is let go. */
  list: RefObject<HTMLElement | null>;
  onShare: (share: number) => void;
}) {
  const within = (value: number): number =>
    Math.round(Math.max(least, Math.min(100 - least, value)));
  const at = (event: PointerEvent): number => {
    const whole = list.current?.parentElement?.getBoundingClientRect();
    if (!whole) return share;
    const part = horizontal
      ? (event.clientX - whole.left) / whole.width
      : (event.clientY - whole.top) / whole.height;
    return within(part * 100);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr takes no value
    <div
      className="splitter"
      role="separator"
      aria-label="Resize list"
      aria-orientation={horizontal ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share)}
      aria-valuemin={least}
      aria-valuemax={100 - least}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        list.current?.style.setProperty('flex-basis', `${at(event)}%`);
      }}
      onPointerUp={(event) => onShare(at(event))}
      onKeyDown={(event) => {
        const by = {
          ArrowLeft: horizontal ? -step : 0,
          ArrowRight: horizontal ? step : 0,
          ArrowUp: horizontal ? 0 : -step,
          ArrowDown: horizontal ? 0 : step,
        }[event.key];
        if (!by) return;
        event.preventDefault();
        onShare(within(share + by));
      }}
    />
  );
}
