import { mean } from "./mean.js";
import type { IntervalOptions } from "./t-interval.js";
import { tTest, type TTest } from "./t-test.js";
import { variance } from "./variance.js";

/**
 * Welch's t test of two independent groups, variances not assumed equal. R: `t.test(a, b)`.
 *
 * With fewer than two values in a group, or with no spread in either, there is a difference but no interval, t, df
 * or p (NaN). A NaN among the values makes all of them NaN: filter before.
 *
 * @returns `n` counts both groups; `difference` is `mean(a) - mean(b)`.
 */
export function welch(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: IntervalOptions = {},
): TTest {
  const meanA = mean(a);
  const meanB = mean(b);
  const errorA = variance(a) / a.length;
  const errorB = variance(b) / b.length;
  const total = errorA + errorB;
  // Shares, not squares of variances: those would underflow for values below 1e-80.
  const df = 1 / ((errorA / total) ** 2 / (a.length - 1) + (errorB / total) ** 2 / (b.length - 1));
  const parts = {
    n: a.length + b.length,
    difference: meanA - meanB,
    standardError: Math.sqrt(total),
    df,
    magnitude: Math.max(Math.abs(meanA), Math.abs(meanB)),
  };
  return tTest(parts, options);
}
