/** At most `count` items, evenly spread, the first and the last among them. */
export function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  const at = (i: number): number => Math.round((i * (items.length - 1)) / (count - 1));
  return Array.from({ length: count }, (_, i) => items[at(i)]).filter((item) => item !== undefined);
}
