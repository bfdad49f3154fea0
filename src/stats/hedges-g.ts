import { logGammaHalfStep } from "./log-gamma.js";
import { mean } from "./mean.js";
import { variance } from "./variance.js";

/** Hedges' exact factor J(df), which removes the bias of a standardised difference. */
function biasFactor(df: number): number {
  return Math.exp(logGammaHalfStep((df - 1) / 2) - 0.5 * Math.log(df / 2));
}

/**
 * Hedges' g: `mean(a) - mean(b)` in units of the pooled standard deviation, with the exact gamma correction for small
 * samples.
 *
 * For pairs, too: DABEST standardises paired differences by the root mean square of both standard deviations, which is
 * the pooled one where the groups are of one size, and corrects by the same `n1 + n2 - 2` degrees of freedom. NaN where
 * a group has fewer than two values, or where neither has any spread.
 */
export function hedgesG(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const df = a.length + b.length - 2;
  const squares = variance(a) * (a.length - 1) + variance(b) * (b.length - 1);
  if (squares === 0) return NaN;
  return (biasFactor(df) * (mean(a) - mean(b))) / Math.sqrt(squares / df);
}
