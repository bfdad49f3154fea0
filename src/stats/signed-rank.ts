import { signedRankDistribution } from "./rank-distribution.js";
import {
  approximateP,
  EXACT_DIFFERENCES,
  exactP,
  type RankTestOptions,
  type RankTestP,
  signedRankVariance,
  UNDEFINED_P,
} from "./rank-test.js";
import { rankWithTies } from "./ranks.js";

/** Wilcoxon's signed rank test. */
export interface SignedRank extends RankTestP {
  /** How many differences are not 0. */
  readonly n: number;
  /** The sum of the ranks of the positive differences, R's V. */
  readonly v: number;
}

/** Differences of decimal fractions are rounded: those that agree to so many digits were equal on paper. */
const TIE = 1e-9;

/**
 * Wilcoxon's two-sided signed rank test of paired differences: is their distribution symmetric about 0?
 *
 * Differences of 0 are left out, as in R. Sizes that agree to one part in 1e9 are ties and share their rank. Up to 200
 * differences the null distribution is counted, ties included, beyond it is the normal approximation with corrections
 * for ties and continuity. Differences that are all 0 give p = 1; none at all, or a NaN among them, give NaN.
 *
 * R: `wilcox.test(differences, exact = TRUE)` without ties or zeros, `exactRankTests::wilcox.exact` with them;
 * `wilcox.test(differences, exact = FALSE)` for the approximation.
 */
export function signedRank(
  differences: ArrayLike<number>,
  options: RankTestOptions = {},
): SignedRank {
  const values = Float64Array.from(differences);
  const moved = values.filter((x) => x !== 0);
  const n = moved.length;
  if (values.length === 0 || moved.some(Number.isNaN)) return { n, v: NaN, ...UNDEFINED_P };
  const { ranks, ties } = rankWithTies(moved.map(Math.abs), TIE);
  const v = ranks.reduce((sum, rank, i) => (moved[i]! > 0 ? sum + rank : sum), 0);
  if (n <= EXACT_DIFFERENCES && options.exact !== false) {
    return { n, v, ...exactP(v, signedRankDistribution(ranks)) };
  }
  const normal = {
    statistic: v,
    greatest: (n * (n + 1)) / 2,
    variance: signedRankVariance(n, ties),
  };
  return { n, v, ...approximateP(normal) };
}
