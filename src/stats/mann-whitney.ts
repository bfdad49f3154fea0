import { rankSumDistribution } from "./rank-distribution.js";
import {
  approximateP,
  EXACT_PAIRS,
  exactP,
  type RankTestOptions,
  type RankTestP,
  rankSumVariance,
  UNDEFINED_P,
} from "./rank-test.js";
import { rankWithTies } from "./ranks.js";

/** The test of Mann and Whitney, which is Wilcoxon's rank sum test. */
export interface MannWhitney extends RankTestP {
  /** Values of both groups together. */
  readonly n: number;
  /** The pairs with `a > b`, ties counted as halves: scipy's U, R's W. */
  readonly u: number;
  /** The chance that a value of `a` exceeds one of `b`, ties counted as halves: `u` as a share of all pairs. */
  readonly superiority: number;
}

/**
 * The two-sided rank test of two independent groups: are they exchangeable?
 *
 * The null distribution is counted, ties included, up to 2,500 pairs (50 against 50 values); beyond, it is the normal
 * approximation with corrections for ties and continuity. The two-sided p is twice the smaller one-sided one. NaN where
 * a group is empty or a value is NaN.
 *
 * R: `wilcox.test(a, b, exact = TRUE)`, or `FALSE` for the approximation; scipy: `mannwhitneyu(a, b)`; with ties
 * `exactRankTests::wilcox.exact`, one-sided.
 */
export function mannWhitney(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: RankTestOptions = {},
): MannWhitney {
  const n = a.length + b.length;
  const pairs = a.length * b.length;
  const { ranks, ties } = rankWithTies([...Array.from(a), ...Array.from(b)]);
  if (pairs === 0 || ranks.some(Number.isNaN)) {
    return { n, u: NaN, superiority: NaN, ...UNDEFINED_P };
  }
  const rankSum = ranks.subarray(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const found = { n, u, superiority: u / pairs };
  if (pairs <= EXACT_PAIRS && options.exact !== false) {
    const size = Math.min(a.length, b.length);
    const ofSmaller = size === a.length ? u : pairs - u;
    return { ...found, ...exactP(ofSmaller, rankSumDistribution(ranks, size)) };
  }
  const variance = rankSumVariance(a.length, b.length, ties);
  return { ...found, ...approximateP({ statistic: u, greatest: pairs, variance }) };
}
