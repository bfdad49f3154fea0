/**
 * The mean of a multiset without its `cut` lowest and `cut` highest members, where the multiset is how often it has
 * each of some ascending values. Every resample has its values from the same sample, so that counts by rank replace the
 * sorting.
 *
 * @param sorted - ascending, finite.
 * @param times - how often each is there, `total` together.
 */
export function trimmedMeanOfCounts(
  sorted: Float64Array,
  times: ArrayLike<number>,
  total: number,
  cut: number,
): number {
  const end = total - cut;
  let rank = 0;
  let index = 0;
  for (; rank + times[index]! <= cut; index += 1) rank += times[index]!;
  // Seen from the first that is kept, which keeps values that are all the same exact.
  const origin = sorted[index]!;
  let sum = 0;
  rank += times[index]!;
  while (rank < end) {
    index += 1;
    const next = rank + times[index]!;
    sum += (Math.min(next, end) - rank) * (sorted[index]! - origin);
    rank = next;
  }
  return origin + sum / (total - 2 * cut);
}

/** How many members the interquartile mean leaves out at each end: see `iqm`. */
export function iqmCut(total: number): number {
  return Math.floor(total / 4);
}

/** How many the median leaves out: all but one or two. */
export function medianCut(total: number): number {
  return (total - 1) >> 1;
}
