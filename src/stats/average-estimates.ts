import type { KnownEstimate } from "./homogeneity-test.js";
import { mean, sum } from "./mean.js";
import type { IntervalOptions } from "./t-interval.js";
import { tTest, type TTest } from "./t-test.js";

export interface AverageOptions extends IntervalOptions {
  /** True where the estimates may depend on each other: the standard error is then the largest that it can be. */
  readonly dependent?: boolean;
}

/**
 * The average of several estimates with equal weights, its t interval and its test against 0. The degrees of freedom of
 * independent estimates are Satterthwaite's; of estimates that may depend on each other in whatever way the standard errors
 * are averaged, and the fewest degrees of freedom count. R: `emmeans` of a model whose cells have variances of their own.
 *
 * Where one estimate has no standard error, there is an average, but no interval, t, df or p (NaN).
 *
 * @returns `n` counts the estimates; `difference` is their average.
 */
export function averageEstimates(
  estimates: readonly KnownEstimate[],
  { dependent = false, confidence = 0.95 }: AverageOptions = {},
): TTest {
  const n = estimates.length;
  const errors = estimates.map(({ standardError }) => standardError);
  const most = Math.max(...errors);
  // As shares of one of them: squares of tiny errors would underflow.
  const shares = errors.map((error) => (error / most) ** 2);
  const total = sum(shares);
  const satterthwaite = total ** 2 / sum(estimates.map(({ df }, i) => shares[i]! ** 2 / df));
  const parts = {
    n,
    difference: mean(estimates.map(({ estimate }) => estimate)),
    standardError: dependent ? mean(errors) : (most * Math.sqrt(total)) / n,
    df: dependent ? Math.min(...estimates.map(({ df }) => df)) : satterthwaite,
    magnitude: 0,
  };
  return tTest(parts, { confidence });
}
