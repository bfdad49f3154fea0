/**
 * Column names beside those that a table has itself: a param that is named as one of them gets the suffix `_param`,
 * as in the tables of a comparison.
 */
export function freeNames(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    let free = name;
    while (used.has(free)) free += "_param";
    used.add(free);
    return free;
  });
}
