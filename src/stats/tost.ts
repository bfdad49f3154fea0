import { studentTCdf, studentTUpper } from "./student-t.js";
import { criticalT } from "./t-interval.js";
import type { TTest } from "./t-test.js";

export interface TostOptions {
  /** The level of each of the two tests. Default 0.05, with which goes a 90% interval. */
  readonly alpha?: number;
}

/** Two one-sided tests of equivalence. */
export interface Tost {
  readonly difference: number;
  /** The interval of confidence `1 - 2 alpha`: inside the margin where the tests find equivalence. */
  readonly lower: number;
  readonly upper: number;
  /** Against a difference of `-margin` or less. */
  readonly pLower: number;
  /** Against a difference of `margin` or more. */
  readonly pUpper: number;
  /** The larger of the two. */
  readonly p: number;
  /** True where `p` is below the level: the difference is smaller than the margin, either way. */
  readonly equivalent: boolean;
}

/**
 * Is a difference smaller than a margin, in both directions? Two one-sided t tests (Schuirmann 1987).
 *
 * R: the larger p-value of `t.test(a, b, mu = -margin, alternative = "greater")` and
 * `t.test(a, b, mu = margin, alternative = "less")`. NaN, and not equivalent, where the test has no standard error or
 * the margin is not positive.
 *
 * @param test - what `welch` or `pairedT` answers.
 * @param margin - the smallest difference that would matter, in the unit of the values.
 */
export function tost(
  test: Pick<TTest, "difference" | "standardError" | "df">,
  margin: number,
  options: TostOptions = {},
): Tost {
  const { difference, standardError, df } = test;
  const alpha = options.alpha ?? 0.05;
  const half = criticalT(df, 1 - 2 * alpha) * standardError;
  const isMargin = margin > 0;
  const pLower = isMargin ? studentTUpper((difference + margin) / standardError, df) : NaN;
  const pUpper = isMargin ? studentTCdf((difference - margin) / standardError, df) : NaN;
  const p = Math.max(pLower, pUpper);
  return {
    difference,
    lower: difference - half,
    upper: difference + half,
    pLower,
    pUpper,
    p,
    equivalent: p < alpha,
  };
}
