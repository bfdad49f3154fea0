import { chiSquareUpper } from "./chi-square.js";
import { rankWithTies } from "./ranks.js";

/** Kruskal and Wallis' rank test of several independent groups. */
export interface Kruskal {
  /** Values of all groups together. */
  readonly n: number;
  /** The statistic, corrected for ties; chi-square with `df` degrees of freedom for many values. */
  readonly h: number;
  readonly df: number;
  readonly p: number;
}

/**
 * The Kruskal-Wallis test: do the groups come from one distribution? R: `kruskal.test(groups)`; scipy: `kruskal`.
 *
 * Empty groups are not counted. NaN for fewer than two groups, for values that are all the same, and where one is NaN.
 */
export function kruskal(groups: readonly ArrayLike<number>[]): Kruskal {
  const filled = groups.filter((group) => group.length > 0);
  const { ranks, ties } = rankWithTies(filled.flatMap((group) => Array.from(group)));
  const n = ranks.length;
  let from = 0;
  let spread = 0;
  for (const { length } of filled) {
    const sum = ranks.subarray(from, from + length).reduce((total, rank) => total + rank, 0);
    spread += length * (sum / length - (n + 1) / 2) ** 2;
    from += length;
  }
  const df = filled.length - 1;
  const h = df > 0 ? (12 * spread) / (n * (n + 1) - ties / (n - 1)) : NaN;
  return { n, h, df, p: chiSquareUpper(h, df) };
}
