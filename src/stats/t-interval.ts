import { mean } from "./mean.js";
import { studentTQuantile } from "./student-t.js";
import { sd } from "./variance.js";

export interface IntervalOptions {
  /** The share of intervals that hold the true value in the long run. Default 0.95. */
  readonly confidence?: number;
}

/** A mean with the interval of Student's t. */
export interface TInterval {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly lower: number;
  readonly upper: number;
  readonly df: number;
}

/** The multiple of the standard error that an interval of this confidence reaches to each side. */
export function criticalT(df: number, confidence: number): number {
  return -studentTQuantile((1 - confidence) / 2, df);
}

/**
 * The mean and its two-sided t interval. R: `t.test(values)$conf.int`.
 *
 * One value has a mean but no interval (NaN); no values have neither. Values that are all the same give an interval
 * of no width. A NaN among the values makes everything NaN but `n` and `df`: filter before.
 */
export function tInterval(values: ArrayLike<number>, options: IntervalOptions = {}): TInterval {
  const n = values.length;
  const df = n > 0 ? n - 1 : NaN;
  const centre = mean(values);
  const spread = sd(values);
  const half = (criticalT(df, options.confidence ?? 0.95) * spread) / Math.sqrt(n);
  return { n, mean: centre, sd: spread, lower: centre - half, upper: centre + half, df };
}
