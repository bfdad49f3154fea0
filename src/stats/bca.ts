import { mean } from "./mean.js";
import { normalCdf, normalQuantile } from "./normal.js";
import { type Replicates, totalCount } from "./replicates.js";

/** What the bias-corrected and accelerated interval takes into account, and where it ends. */
export interface BcaLevels {
  /** How far the estimate lies from the median of the replicates, as a normal deviate: z0. */
  readonly biasCorrection: number;
  /** How fast the standard error changes with the parameter: a. */
  readonly acceleration: number;
  /** The levels of the replicates' quantiles that are the ends of the interval. */
  readonly lower: number;
  readonly upper: number;
}

/** The share of replicates below the estimate; those within `tie` of it count by half. */
function shareBelow(replicates: Replicates, estimate: number, tie: number): number {
  const { values, counts } = replicates;
  let below = 0;
  for (let i = 0; i < values.length; i += 1) {
    const count = counts ? counts[i]! : 1;
    const excess = values[i]! - estimate;
    if (excess < -tie) below += count;
    else if (excess <= tie) below += count / 2;
  }
  return below / totalCount(replicates);
}

/** Sums of squares and cubes of a sample's jackknife influences, as shares of its size. */
function influenceSums(leaveOneOut: ArrayLike<number>): readonly [squares: number, cubes: number] {
  const n = leaveOneOut.length;
  const centre = mean(leaveOneOut);
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < n; i += 1) {
    const influence = ((n - 1) / n) * (centre - (leaveOneOut[i] ?? NaN));
    squares += influence ** 2;
    cubes += influence ** 3;
  }
  return [squares, cubes];
}

/**
 * The acceleration from the jackknife. 0 where leaving a value out changes nothing.
 *
 * @param leaveOneOut - for each sample, the statistic without its first value, without its second, and so on.
 */
export function acceleration(leaveOneOut: readonly ArrayLike<number>[]): number {
  let squares = 0;
  let cubes = 0;
  for (const sample of leaveOneOut) {
    const sums = influenceSums(sample);
    squares += sums[0];
    cubes += sums[1];
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/**
 * The levels of a bias-corrected and accelerated interval. Levels are NaN where all replicates lie on one side of the
 * estimate, as for the maximum of a sample.
 *
 * Source: B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), 14.3; several samples as in scipy's
 * `bootstrap`.
 *
 * @param tie - replicates no further from the estimate equal it but for rounding.
 */
export function bcaLevels(
  replicates: Replicates,
  estimate: number,
  leaveOneOut: readonly ArrayLike<number>[],
  confidence = 0.95,
  tie = 0,
): BcaLevels {
  const z0 = normalQuantile(shareBelow(replicates, estimate, tie));
  const a = acceleration(leaveOneOut);
  const level = (z: number): number => normalCdf(z0 + (z0 + z) / (1 - a * (z0 + z)));
  const z = -normalQuantile((1 - confidence) / 2);
  return { biasCorrection: z0, acceleration: a, lower: level(-z), upper: level(z) };
}
