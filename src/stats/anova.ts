import { fTest } from "./f-test.js";
import { homogeneityTest } from "./homogeneity-test.js";
import { mean, sum, sumOf } from "./mean.js";
import { standardError } from "./variance.js";

/** One-way analysis of variance. */
export interface Anova {
  readonly f: number;
  readonly dfBetween: number;
  readonly dfWithin: number;
  readonly p: number;
  readonly ssBetween: number;
  readonly ssWithin: number;
}

/** Welch's one-way analysis of variance, for groups of different variances. */
export interface WelchAnova {
  readonly f: number;
  readonly dfBetween: number;
  /** A fraction. */
  readonly dfWithin: number;
  readonly p: number;
}

/** The sum of squares of the values about their mean; 0 for fewer than two. */
export function squaresWithin(values: ArrayLike<number>): number {
  const centre = mean(values);
  return sumOf(values, (x) => (x - centre) ** 2);
}

/**
 * One-way analysis of variance: are the means of all groups the same, if their variances are? R: `oneway.test` with
 * `var.equal = TRUE`.
 *
 * Groups without values are left out. With fewer than two groups, without degrees of freedom, or where no group has any
 * spread, F and p are NaN.
 */
export function anova(groups: readonly ArrayLike<number>[]): Anova {
  const filled = groups.filter(({ length }) => length > 0);
  const n = sum(filled.map(({ length }) => length));
  const means = filled.map(mean);
  const centre = sum(means.map((m, i) => m * filled[i]!.length)) / n;
  const ssBetween = sum(means.map((m, i) => filled[i]!.length * (m - centre) ** 2));
  const ssWithin = sum(filled.map(squaresWithin));
  const dfBetween = filled.length - 1;
  const dfWithin = n - filled.length;
  const { f, p } = fTest({
    squares: ssBetween,
    df: dfBetween,
    residual: ssWithin,
    dfResidual: dfWithin,
    magnitude: Math.max(...means.map(Math.abs)),
  });
  return { f, dfBetween, dfWithin, p, ssBetween, ssWithin };
}

/**
 * Welch's analysis of variance: are the means of all groups the same, whatever their variances? R: `oneway.test`.
 *
 * Groups without values are left out. With fewer than two groups, or where one has a single value or no spread, F, the
 * degrees of freedom within and p are NaN. Source: Welch, Biometrika 38 (1951).
 */
export function welchAnova(groups: readonly ArrayLike<number>[]): WelchAnova {
  const filled = groups.filter(({ length }) => length > 0);
  const found = homogeneityTest(
    filled.map((group) => ({
      estimate: mean(group),
      standardError: standardError(group),
      df: group.length - 1,
    })),
  );
  return { f: found.f, dfBetween: found.df, dfWithin: found.dfResidual, p: found.p };
}
