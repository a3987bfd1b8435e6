/** The same moments in every run. FAULT_SEED: others. */
export const seed = Number(process.env.FAULT_SEED ?? 20_261);

/** A generator of numbers from 0 to below 1 (mulberry32), the same ones for the same name and seed. */
export function randomFor(name: string): () => number {
  let state = seed;
  for (const char of name) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
