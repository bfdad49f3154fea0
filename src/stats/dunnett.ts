import { dunnettCritical, dunnettUpper } from "./dunnett-distribution.js";
import { compareMeans, type SimultaneousContrast } from "./simultaneous.js";
import type { IntervalOptions } from "./t-interval.js";

/**
 * The p-values of t statistics of comparisons with one control, adjusted by Dunnett's method, in the order given.
 *
 * @param lambdas - one of each contrast of the family: the contrasts `i` and `j` have the correlation
 *   `lambdas[i] * lambdas[j]`. For groups of `n[i]` values and a control of `n0` it is `sqrt(n[i] / (n[i] + n0))`.
 */
export function dunnettAdjust(
  t: ArrayLike<number>,
  lambdas: ArrayLike<number>,
  df: number,
): number[] {
  return Array.from(t, (value) => dunnettUpper(Math.abs(value), lambdas, df));
}

/**
 * Dunnett's test: every group against the first, with simultaneous intervals and adjusted p-values, the variance
 * pooled. R: `multcomp::glht` with `mcp("Dunnett")`; scipy: `dunnett`. Both draw at random what is integrated here.
 *
 * Groups without values are not counted, and their differences are NaN. Without spread, or without degrees of freedom,
 * there are differences but no intervals, t or p (NaN).
 */
export function dunnett(
  groups: readonly ArrayLike<number>[],
  options: IntervalOptions = {},
): SimultaneousContrast[] {
  const control = groups[0]?.length ?? 0;
  const pairs = groups.slice(1).map((_, i) => [i + 1, 0] as const);
  const sizes = groups.slice(1).map(({ length }) => (control > 0 ? length : 0));
  const lambdas = sizes.filter((n) => n > 0).map((n) => Math.sqrt(n / (n + control)));
  return compareMeans(groups, pairs, (df) => ({
    critical: dunnettCritical(options.confidence ?? 0.95, lambdas, df),
    adjust: (t) => dunnettAdjust(t, lambdas, df),
  }));
}
