import { betaTails } from "./beta.js";
import { type BlockRankOptions, rankBlocks } from "./block-ranks.js";
import { chiSquareUpper } from "./chi-square.js";

export interface FriedmanOptions extends BlockRankOptions {
  /** False: ties are ranked but not corrected for, as in Demšar (2006). Default true, as in R and scipy. */
  readonly tieCorrection?: boolean;
}

/** Friedman's rank test of several methods on the same blocks. */
export interface Friedman {
  /** How many blocks there are: datasets, tasks, seeds. */
  readonly blocks: number;
  /** Of each method, in the order given. 1 is the best rank. */
  readonly meanRanks: readonly number[];
  /** Friedman's statistic; chi-square with `df` degrees of freedom for many blocks. */
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Iman and Davenport's statistic, which is closer to its distribution with few blocks. */
  readonly f: number;
  /** The denominator degrees of freedom of `f`; `df` are those of the numerator. */
  readonly dfError: number;
  /** The p-value of `f`. */
  readonly pF: number;
}

/**
 * Friedman's test: do several methods rank alike over several datasets? With Iman and Davenport's F.
 *
 * NaN for fewer than two methods, where a block lacks a value or holds NaN, and where every block is all ties. F needs
 * two blocks. Blocks that all agree give an F of Infinity.
 *
 * R: `friedman.test(table)`. Source: J. Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7
 * (2006), section 3.2.2.
 *
 * @param table - one array a block, with one value a method.
 */
export function friedman(
  table: readonly ArrayLike<number>[],
  options: FriedmanOptions = {},
): Friedman {
  const { blocks, meanRanks, ties } = rankBlocks(table, options);
  const methods = meanRanks.length;
  const df = methods - 1;
  const dfError = df * (blocks - 1);
  const correction = options.tieCorrection === false ? 0 : ties;
  const spread = meanRanks.reduce((sum, rank) => sum + (rank - (methods + 1) / 2) ** 2, 0);
  const greatest = (df * blocks * methods * (methods + 1) - correction) / 12;
  // Chi-square as a share of the largest that it can be. Only rounding exceeds 1.
  const share = df > 0 ? Math.min(1, (blocks * spread) / greatest) : NaN;
  const chiSquare = share * blocks * df;
  return {
    blocks,
    meanRanks,
    chiSquare,
    df,
    p: chiSquareUpper(chiSquare, df),
    f: ((blocks - 1) * share) / (1 - share),
    dfError,
    pF: betaTails(1 - share, share, dfError / 2, df / 2).lower,
  };
}
