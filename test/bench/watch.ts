import type { Frame } from 'puppeteer-core';

/** What the panel's document saw for a while. */
export interface Watched {
  /** Milliseconds since the page's start, and the share that the bar of an import showed. */
  readonly bar: [number, number][];
  /** Of the tasks over 50 ms, the longest in milliseconds; 0 where there was none. */
  readonly longest: number;
}

/** Notes how far the bar of an import is, and the longest task, until `watched`. */
export async function watch(panel: Frame): Promise<void> {
  await panel.evaluate(() => {
    const seen: Watched = { bar: [], longest: 0 };
    const state = seen as { bar: [number, number][]; longest: number };
    Object.assign(window, { seen });
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        state.longest = Math.max(state.longest, duration);
      }
    });
    observer.observe({ type: 'longtask' });
    const timer = setInterval(() => {
      const bar = document.querySelector<HTMLProgressElement>('[data-testid="reading"] progress');
      if (bar) state.bar.push([performance.now(), bar.value]);
    }, 20);
    Object.assign(window, {
      unwatch() {
        observer.disconnect();
        clearInterval(timer);
        return seen;
      },
    });
  });
}

/** What was noted since `watch`. */
export async function watched(panel: Frame): Promise<Watched> {
  return panel.evaluate(() => (window as unknown as { unwatch(): Watched }).unwatch());
}
