import { studentTTwoSided } from "./student-t.js";
import { criticalT, type IntervalOptions } from "./t-interval.js";

/** A difference of two means with its t interval and two-sided t test. */
export interface TTest {
  /** Values of both groups together; the pairs where paired. */
  readonly n: number;
  /** `mean(a) - mean(b)`. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly standardError: number;
}

/** What a t test is computed from. */
export interface TTestParts {
  readonly n: number;
  readonly difference: number;
  readonly standardError: number;
  readonly df: number;
  /** The size of the means, against which a standard error counts as no more than rounding. */
  readonly magnitude: number;
}

const ROUNDING = 10 * Number.EPSILON;

/**
 * The test of a difference whose standard error is known.
 *
 * Data without spread (a standard error of rounding size, the same limit as R's, which stops with "data are
 * essentially constant") tell nothing about the error of the difference: interval, t, df and p are NaN.
 */
export function tTest(parts: TTestParts, options: IntervalOptions): TTest {
  const { n, difference, standardError } = parts;
  const constant = standardError <= ROUNDING * parts.magnitude;
  const df = constant ? NaN : parts.df;
  const half = criticalT(df, options.confidence ?? 0.95) * standardError;
  const t = constant ? NaN : difference / standardError;
  return {
    n,
    difference,
    lower: difference - half,
    upper: difference + half,
    t,
    df,
    p: studentTTwoSided(t, df),
    standardError,
  };
}
