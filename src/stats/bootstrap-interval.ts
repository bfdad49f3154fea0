import { bcaLevels } from "./bca.js";
import { areFinite, type Replicates, replicateQuantile } from "./replicates.js";
import type { IntervalOptions } from "./t-interval.js";

/** How an interval is made from replicates. */
export type BootstrapMethod = "percentile" | "bca" | "basic";

/** What an interval is made from, beside the replicates. */
export interface BootstrapParts {
  readonly method: BootstrapMethod;
  /** The statistic of the data. */
  readonly estimate: number;
  /** For each sample, the statistic without each of its values in turn. Only BCa asks for it. */
  readonly leaveOneOut: () => readonly ArrayLike<number>[];
  /** Replicates no further from the estimate equal it but for rounding. Default 0. */
  readonly tie?: number;
}

/**
 * A bootstrap interval from the replicates of a statistic. Quantiles of drawn replicates are of type 7, the default of R
 * and NumPy; those of counted ones are of type 2, what the others come to with ever more draws.
 *
 * - `percentile`: the quantiles at `(1 - confidence) / 2` to both sides.
 * - `basic`: the same, mirrored at the estimate.
 * - `bca`: the quantiles at the levels of `bcaLevels`.
 *
 * NaN for no replicates, where one is not finite, and where BCa has no levels.
 */
export function bootstrapInterval(
  replicates: Replicates,
  parts: BootstrapParts,
  options: IntervalOptions = {},
): { lower: number; upper: number } {
  if (replicates.values.length === 0 || !areFinite(replicates)) return { lower: NaN, upper: NaN };
  const confidence = options.confidence ?? 0.95;
  const { method, estimate } = parts;
  const tail = (1 - confidence) / 2;
  const levels =
    method === "bca"
      ? bcaLevels(replicates, estimate, parts.leaveOneOut(), confidence, parts.tie)
      : { lower: tail, upper: 1 - tail };
  const lower = replicateQuantile(replicates, levels.lower);
  const upper = replicateQuantile(replicates, levels.upper);
  if (method !== "basic") return { lower, upper };
  return { lower: 2 * estimate - upper, upper: 2 * estimate - lower };
}
