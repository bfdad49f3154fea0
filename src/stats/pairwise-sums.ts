/** All sums of a value of one array and a value of another. They are never stored: there may be millions. */
export interface PairwiseSums {
  /** Ascending. */
  readonly x: Float64Array;
  /** Ascending. */
  readonly y: Float64Array;
  /** True for the sums `x[i] + y[j]` with `i <= j` only. */
  readonly upper: boolean;
}

/** How many sums there are. */
export function countOf({ x, y, upper }: PairwiseSums): number {
  return upper ? (x.length * (x.length + 1)) / 2 : x.length * y.length;
}

/** The sums, cut at one value. */
interface Cut {
  /** How many sums are at most the value. */
  readonly count: number;
  /** The largest of these. */
  readonly below: number;
  /** The smallest of the others. */
  readonly above: number;
}

/** One walk along the edge between the sums up to `value` and those beyond it. */
function cutAt({ x, y, upper }: PairwiseSums, value: number): Cut {
  let [count, below, above] = [0, -Infinity, Infinity];
  let end = y.length;
  for (let i = 0; i < x.length; i += 1) {
    const xi = x[i]!;
    const from = upper ? i : 0;
    while (end > from && xi + y[end - 1]! > value) end -= 1;
    if (end > from) {
      count += end - from;
      below = Math.max(below, xi + y[end - 1]!);
    }
    const next = Math.max(end, from);
    if (next < y.length) above = Math.min(above, xi + y[next]!);
  }
  return { count, below, above };
}

/**
 * The sum of a given rank, exactly: the range that holds it is halved until one value is left. A few dozen walks of
 * `x.length + y.length` steps, no memory.
 *
 * @param rank - 0 for the smallest sum.
 */
export function selectSum(sums: PairwiseSums, rank: number): number {
  const { x, y } = sums;
  let low = x[0]! + y[0]!;
  let high = x.at(-1)! + y.at(-1)!;
  while (low < high) {
    // Halves first: the sum of two large values would overflow. Rounded up, the middle of neighbours is the high one.
    const middle = low / 2 + high / 2;
    const cut = cutAt(sums, middle < high ? middle : low);
    if (cut.count > rank) high = cut.below;
    else low = cut.above;
  }
  return low;
}
