/** The same random values in every run: mulberry32. */
export function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const from = (alphabet: string) => (length: number) =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('');
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const upper = lower.toUpperCase();
  const digits = '0123456789';
  const hex = from(`${digits}abcdef`);
  return {
    below,
    any: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    hex,
    digits: from(digits),
    letters: from(lower),
    upper: from(upper + digits),
    base36: from(lower + digits),
    base62: from(lower + upper + digits),
    base64: from(`${lower}${upper}${digits}+/`),
    base64url: from(`${lower}${upper}${digits}-_`),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

export type Random = ReturnType<typeof seeded>;
