import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { isProblem } from '../report/summary.ts';
import type { Finding } from '../session.ts';

/** Gives the focus to the list, or to what stands in its place, when what had it is taken away. */
export function useKeptFocus(
  list: RefObject<HTMLElement | null>,
  blank: RefObject<HTMLElement | null>,
): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element ? target : null;
    };
    document.addEventListener('focusin', onFocusIn);
    return () => document.removeEventListener('focusin', onFocusIn);
  }, []);
  useEffect(() => {
    if (last.current?.isConnected !== false) return;
    last.current = null;
    // Not while somebody works in another part of DevTools.
    if (document.hasFocus() && document.activeElement === document.body) {
      (list.current ?? blank.current)?.focus();
    }
  });
}

/** Announces failures that arrive, several at a time. */
export function useNews(findings: readonly Finding[], announce: (text: string) => void): void {
  const known = useRef(0);
  const count = useMemo(() => findings.filter(isProblem).length, [findings]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const fresh = count - known.current;
      known.current = count;
      if (fresh > 0) announce(fresh === 1 ? '1 new failure' : `${fresh} new failures`);
    }, 800);
    return () => clearTimeout(timer);
  }, [count, announce]);
}

/** The panel's width in pixels. */
export function useWidth(): number {
  const [width, setWidth] = useState(window.innerWidth);
  useEffect(() => {
    const onResize = (): void => setWidth(window.innerWidth);
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return width;
}
