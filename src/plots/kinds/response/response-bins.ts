import type { Observation } from "../../../compare/types.js";
import { tInterval } from "../../../stats/t-interval.js";

/** Runs of one bin at least: with fewer, an interval is as wide as the picture. */
const LEAST_RUNS = 8;

/** Bins at least and at most. */
const BINS = { least: 3, most: 10 } as const;

/** The mean of runs with neighbouring values of a param. */
export interface Bin {
  /** The least and the largest value in it. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The runs in the order of the first factor, cut into bins of equal numbers, each with its own mean and t interval: a
 * summary of a random search that draws no curve where nothing was run. None for fewer than 24 runs.
 */
export function responseBins(observations: readonly Observation[], confidence: number): Bin[] {
  const sorted = observations
    .map(({ levels, value }) => ({ at: Number(levels[0]), value }))
    .toSorted((a, b) => a.at - b.at);
  const count = Math.min(BINS.most, Math.floor(sorted.length / LEAST_RUNS));
  if (count < BINS.least) return [];
  const cut = (i: number): number => Math.round((i * sorted.length) / count);
  return Array.from({ length: count }, (_, i) => {
    const runs = sorted.slice(cut(i), cut(i + 1));
    const { n, mean, lower, upper } = tInterval(
      runs.map(({ value }) => value),
      { confidence },
    );
    return { from: runs[0]!.at, to: runs.at(-1)!.at, n, mean, lower, upper };
  });
}
