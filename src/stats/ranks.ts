import { countBefore } from "./count-before.js";

/** The ranks of values, and how far ties lower the variance of statistics of them. */
export interface Ranking {
  /** Midranks from 1; NaN for NaN. */
  readonly ranks: Float64Array;
  /** The sum of `t^3 - t` over the groups of `t` tied values. */
  readonly ties: number;
}

/**
 * Ranks values, and measures their ties. NaN is not counted.
 *
 * @param tolerance - neighbours no further apart than this share of the smaller one are tied. For values >= 0; leave it
 * at 0, where only equal values are tied, for others.
 */
export function rankWithTies(values: ArrayLike<number>, tolerance = 0): Ranking {
  const unsorted = Float64Array.from(values);
  const sorted = unsorted.toSorted();
  const count = countBefore(sorted, (x) => !Number.isNaN(x));
  const midranks = new Float64Array(count);
  let ties = 0;
  for (let from = 0, to = 0; from < count; from = to) {
    to = from + 1;
    while (to < count && sorted[to]! <= sorted[to - 1]! * (1 + tolerance)) to += 1;
    midranks.fill((from + 1 + to) / 2, from, to);
    ties += (to - from) ** 3 - (to - from);
  }
  const rankOf = (x: number): number =>
    Number.isNaN(x) ? NaN : midranks[countBefore(sorted, (y) => y < x)]!;
  return { ranks: unsorted.map(rankOf), ties };
}

/**
 * The rank of every value, 1 for the smallest. Tied values share the mean of their ranks; NaN gets NaN and is not
 * counted. R: `rank(values, na.last = "keep")`; scipy: `rankdata`.
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  return rankWithTies(values).ranks;
}
