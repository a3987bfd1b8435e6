/** Milliseconds of work between two chances for keys, clicks and frames. */
const piece = 8;

/** Does the work for each item, as much at a time as a frame has room for, and then `done`. Gives what stops it. */
export function inPieces<Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  done?: () => void,
): () => void {
  let stopped = false;
  const go = async (): Promise<void> => {
    let began = performance.now();
    for (const item of items) {
      work(item);
      if (performance.now() - began < piece) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (stopped) return;
      began = performance.now();
    }
    done?.();
  };
  void go();
  return () => {
    stopped = true;
  };
}
