/** How many different resamples `n` values have, where order does not count: `2n - 1` choose `n`. */
export function multisetCount(n: number): number {
  let count = 1;
  for (let i = 1; i < n; i += 1) count = (count * (n + i)) / i;
  return Math.round(count);
}

/**
 * Calls `visit` with every resample of `n` values: how often it has each value, and in how many orders it can be drawn,
 * which add up to `n ** n`. `times` is filled anew for each.
 */
export function forEachMultiset(
  n: number,
  visit: (times: Uint32Array, orders: number) => void,
): void {
  const times = new Uint32Array(n);
  const walk = (index: number, left: number, orders: number): void => {
    if (index === n - 1) {
      times[index] = left;
      visit(times, orders);
      return;
    }
    let ways = orders;
    for (let taken = 0; taken <= left; taken += 1) {
      times[index] = taken;
      walk(index + 1, left - taken, ways);
      ways = (ways * (left - taken)) / (taken + 1);
    }
  };
  if (n > 0) walk(0, n, 1);
}
