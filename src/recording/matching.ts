/** Items of one key that may belong together: each of `left` to one of `right`. Both in the order of time. */
export interface Candidates<L, R> {
  readonly left: readonly L[];
  readonly right: readonly R[];
}

/** What `pairUp` needs to know of the items. */
export interface Pairing<L, R> {
  /** When the item of the other list is expected, and when it came, in milliseconds. */
  readonly expected: (left: L) => number;
  readonly came: (right: R) => number;
  /** How little the two belong together; Infinity: not at all. */
  readonly cost: (left: L, right: R) => number;
  /** Asked last, of a pair about to be made: false where an earlier pair rules it out. */
  readonly allows?: (left: L, right: R) => boolean;
  readonly onPair?: (left: L, right: R) => void;
}

/** Up to so many candidates, every pair is considered. */
const few = 96;
/** Of more, those that came nearest to when one is expected, and those of about the same place in the list. */
const near = 16;
/** Then what is left over is looked at again, so often at most. */
const rounds = 8;

/**
 * Pairs items, the cheapest pairs first, each item once. Floods cost n log n: of many candidates only some are
 * considered, so that a costlier pair may be taken, or none, where hundreds of requests of one URL are under way
 * at one moment.
 */
export function pairUp<L, R>(
  groups: readonly Candidates<L, R>[],
  { expected, came, cost, allows, onPair }: Pairing<L, R>,
): Map<L, R> {
  const result = new Map<L, R>();
  const used = new Set<R>();
  for (let round = 0; round < rounds; round += 1) {
    const pairs: { left: L; right: R; cost: number }[] = [];
    let left = false;
    for (const group of groups) {
      const rights = group.right.filter((item) => !used.has(item));
      if (rights.length > few) left = true;
      let place = 0;
      for (const item of group.left) {
        if (result.has(item)) continue;
        for (const index of placesNear(rights, expected(item), place, came)) {
          const right = rights[index] as R;
          const price = cost(item, right);
          if (price < Infinity) pairs.push({ left: item, right, cost: price });
        }
        place += 1;
      }
    }
    pairs.sort((a, b) => a.cost - b.cost);
    const before = result.size;
    for (const { left: item, right } of pairs) {
      if (result.has(item) || used.has(right) || allows?.(item, right) === false) continue;
      result.set(item, right);
      used.add(right);
      onPair?.(item, right);
    }
    if (!left || result.size === before) break;
  }
  return result;
}

/** The places to look at: all of a few, else around `time` and around `place`. */
function placesNear<R>(
  rights: readonly R[],
  time: number,
  place: number,
  came: (right: R) => number,
): Iterable<number> {
  if (rights.length <= few) return rights.keys();
  let low = 0;
  let high = rights.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (came(rights[middle] as R) < time) low = middle + 1;
    else high = middle;
  }
  const places = new Set<number>();
  for (const centre of [low, place]) {
    const from = Math.max(0, Math.min(centre - near, rights.length));
    const to = Math.min(rights.length, centre + near);
    for (let index = from; index < to; index += 1) places.add(index);
  }
  return places;
}
