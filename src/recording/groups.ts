/** A list with one item at least. */
export type Group<Item> = [Item, ...Item[]];

/** The items by what `keyOf` says of each, in the order in which they came: `Map.groupBy`, which Node.js 20 lacks. */
export function groupBy<Key, Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): Map<Key, Group<Item>> {
  const groups = new Map<Key, Group<Item>>();
  for (const item of items) addTo(groups, keyOf(item), item);
  return groups;
}

/** Adds the item to those of its key. */
export function addTo<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Whatever has a URL, by it. */
export const byUrlOf = <Item extends { readonly url: string }>(items: readonly Item[]) =>
  groupBy(items, ({ url }) => url);
