import { mean } from "./mean.js";
import type { IntervalOptions } from "./t-interval.js";
import { tTest, type TTest } from "./t-test.js";
import { standardError } from "./variance.js";

/** `a[i] - b[i]`; NaN where one of them has no partner. */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const length = Math.max(a.length, b.length);
  return Float64Array.from({ length }, (_, i) => (a[i] ?? NaN) - (b[i] ?? NaN));
}

/**
 * The paired t test: `a[i]` and `b[i]` belong together. R: `t.test(a, b, paired = TRUE)`.
 *
 * With one pair, or with the same difference in every pair, there is a difference but no interval, t, df or p (NaN).
 * A value that is NaN or has no partner makes all of them NaN: filter before.
 *
 * @returns `n` counts pairs; `difference` is `mean(a) - mean(b)`.
 */
export function pairedT(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: IntervalOptions = {},
): TTest {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  // The differences carry the rounding of the values they were taken from.
  const magnitude = Math.max(Math.abs(mean(a)), Math.abs(mean(b)));
  const parts = {
    n,
    difference: mean(differences),
    standardError: standardError(differences),
    df: n - 1,
    magnitude,
  };
  return tTest(parts, options);
}
