import { normalUpper } from "./normal.js";
import type { RankDistribution } from "./rank-distribution.js";

/** Options of the rank tests. */
export interface RankTestOptions {
  /** False: the normal approximation at every size. Default true: the exact distribution as far as is affordable. */
  readonly exact?: boolean;
}

/** The p-value of a rank test. */
export interface RankTestP {
  /** Two-sided: twice the smaller of the two one-sided p-values, at most 1. NaN where there is no answer. */
  readonly p: number;
  /** The smallest `p` that these ranks, ties included, could have given. */
  readonly smallest: number;
  /** True where every rearrangement was counted, false where p is approximated. */
  readonly exact: boolean;
}

/** The outcome where there is nothing to rank, or a value is NaN. */
export const UNDEFINED_P: RankTestP = { p: NaN, smallest: NaN, exact: true };

/** The p-value of a statistic by its exact distribution. */
export function exactP(statistic: number, distribution: RankDistribution): RankTestP {
  const { probabilities, scale } = distribution;
  const observed = scale * statistic;
  let lower = 0;
  let upper = 0;
  // From the ends inwards: the small terms first.
  for (let i = 0; i <= observed; i += 1) lower += probabilities[i]!;
  for (let i = probabilities.length - 1; i >= observed; i -= 1) upper += probabilities[i]!;
  const first = probabilities.find((x) => x > 0) ?? NaN;
  const last = probabilities.findLast((x) => x > 0) ?? NaN;
  return {
    p: Math.min(1, 2 * Math.min(lower, upper)),
    smallest: Math.min(1, 2 * Math.min(first, last)),
    exact: true,
  };
}

/** A statistic that is normal for many values, symmetric about the middle between 0 and `greatest`. */
export interface NormalRankStatistic {
  readonly statistic: number;
  readonly greatest: number;
  readonly variance: number;
}

/** Where all values are tied (no variance) every rearrangement gives the same statistic, and p is 1. */
function normalP(distance: number, variance: number): number {
  if (variance === 0) return 1;
  return 2 * normalUpper(Math.max(0, distance - 0.5) / Math.sqrt(variance));
}

/** The p-value by the normal approximation with R's continuity correction. */
export function approximateP({ statistic, greatest, variance }: NormalRankStatistic): RankTestP {
  return {
    p: normalP(Math.abs(statistic - greatest / 2), variance),
    smallest: normalP(greatest / 2, variance),
    exact: false,
  };
}

/** The variance of the signed rank statistic of `n` values if nothing differs. */
export function signedRankVariance(n: number, ties: number): number {
  return (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
}

/** The variance of Mann and Whitney's U of groups of `m` and `n` values if nothing differs. */
export function rankSumVariance(m: number, n: number, ties: number): number {
  const total = m + n;
  return ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)));
}

/** Up to here the distribution of the signed rank statistic is counted. */
export const EXACT_DIFFERENCES = 200;

/** Up to so many pairs the distribution of U is counted: 50 against 50 values, or 1 against 2,500. */
export const EXACT_PAIRS = 2500;
