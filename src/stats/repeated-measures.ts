import { fTest, magnitudeOf, type FTest } from "./f-test.js";
import { fUpper } from "./f-distribution.js";
import { mean, sum, sumOf } from "./mean.js";

/** An F test of conditions that were all measured in every block. */
export interface RepeatedMeasures extends FTest {
  /** Greenhouse and Geisser's: 1 where all differences of two conditions vary alike, at least 1 over the conditions less one. */
  readonly epsilon: number;
}

/**
 * Do conditions that were each measured in every block have one mean? The analysis of variance of repeated measures, with
 * degrees of freedom that allow for conditions of unlike spread. R: `anova(lm(y ~ 1), X = ~ 1, test = "Spherical")` of a
 * matrix, its Greenhouse–Geisser p.
 *
 * NaN for fewer than two blocks or conditions, and where the differences of conditions are the same in every block. Source:
 * Greenhouse and Geisser, Psychometrika 24 (1959).
 *
 * @param rows - one a block, of one value a condition.
 * @param magnitude - the size of the values that rows were made of, against which a residual counts as no more than rounding.
 * @returns both degrees of freedom times `epsilon`: fractions.
 */
export function repeatedMeasures(
  rows: readonly ArrayLike<number>[],
  magnitude: number = magnitudeOf(Float64Array.from(rows.flatMap((row) => Array.from(row)))),
): RepeatedMeasures {
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  const conditions = Array.from({ length: k }, (_, j) => mean(rows.map((row) => row[j]!)));
  const grand = mean(conditions);
  const rest = rows.map((row) => {
    const centre = mean(row);
    return conditions.map((one, j) => row[j]! - centre - (one - grand));
  });
  const { f, df, dfResidual } = fTest({
    squares: n * sumOf(conditions, (one) => (one - grand) ** 2),
    df: k - 1,
    residual: sumOf(rest.flat(), (x) => x * x),
    dfResidual: (k - 1) * (n - 1),
    magnitude,
  });
  const epsilon = Number.isNaN(f) ? NaN : epsilonOf(rest, k);
  const degrees = { df: df * epsilon, dfResidual: dfResidual * epsilon };
  return { f, epsilon, ...degrees, p: fUpper(f, degrees.df, degrees.dfResidual) };
}

/** From the residuals: the squared trace of their products over the trace of the squared products. */
function epsilonOf(rest: readonly (readonly number[])[], k: number): number {
  const product = (i: number, j: number): number => sum(rest.map((row) => row[i]! * row[j]!));
  const indices = Array.from({ length: k }, (_, i) => i);
  const trace = sumOf(indices, (i) => product(i, i));
  const squares = sumOf(indices, (i) => sumOf(indices, (j) => product(i, j) ** 2));
  return Math.min(1, trace ** 2 / ((k - 1) * squares));
}
