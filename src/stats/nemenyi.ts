import { type BlockRankOptions, rankBlocks } from "./block-ranks.js";
import { ptukeyUpper, qtukey } from "./ptukey.js";

export interface NemenyiOptions extends BlockRankOptions {
  /** The level of all comparisons together. Default 0.05. */
  readonly alpha?: number;
}

/** All pairs of methods compared by their mean ranks. */
export interface Nemenyi {
  /** How many blocks there are: datasets, tasks, seeds. */
  readonly blocks: number;
  /** Of each method, in the order given. 1 is the best rank. */
  readonly meanRanks: readonly number[];
  /** Mean ranks at least so far apart differ at the level. */
  readonly criticalDifference: number;
  /** `p[i][j]` is the adjusted p-value of methods `i` and `j`; 1 on the diagonal. */
  readonly p: readonly (readonly number[])[];
  /**
   * The largest sets of two or more methods of which no two differ, as indices, the best method first. A method that
   * differs from all others is in none.
   */
  readonly cliques: readonly (readonly number[])[];
}

/** In the order of the mean ranks a clique is a stretch. It is maximal where it ends later than the one before. */
function maximalCliques(meanRanks: readonly number[], difference: number): number[][] {
  const order = meanRanks.map((_, i) => i).sort((i, j) => meanRanks[i]! - meanRanks[j]!);
  const cliques: number[][] = [];
  let reached = 1;
  for (const [from, best] of order.entries()) {
    let to = Math.max(reached, from + 1);
    while (to < order.length && meanRanks[order[to]!]! - meanRanks[best]! < difference) to += 1;
    if (to > reached) cliques.push(order.slice(from, to));
    reached = to;
  }
  return cliques.filter((clique) => clique.length > 1);
}

/**
 * Nemenyi's test of all pairs of methods over several datasets, which follows Friedman's.
 *
 * The p-values and the critical difference are those of the studentized range with infinite degrees of freedom. NaN for
 * fewer than two methods, without blocks, and where a block lacks a value or holds NaN.
 *
 * Python: `scikit_posthocs.posthoc_nemenyi_friedman(table)`. Source: J. Demšar, JMLR 7 (2006), section 3.2.2.
 *
 * @param table - one array a block (dataset), with one value a method.
 */
export function nemenyi(
  table: readonly ArrayLike<number>[],
  options: NemenyiOptions = {},
): Nemenyi {
  const { blocks, meanRanks } = rankBlocks(table, options);
  const methods = meanRanks.length;
  // The studentized range takes the standard error of one mean rank; that of a difference is sqrt(2) times as large.
  const standardError = Math.sqrt((methods * (methods + 1)) / (12 * blocks));
  const criticalDifference = qtukey(1 - (options.alpha ?? 0.05), methods, Infinity) * standardError;
  const p = meanRanks.map((a, i) =>
    meanRanks.map((b, j) =>
      i === j ? 1 : ptukeyUpper(Math.abs(a - b) / standardError, methods, Infinity),
    ),
  );
  const cliques = maximalCliques(meanRanks, criticalDifference);
  return { blocks, meanRanks, criticalDifference, p, cliques };
}
