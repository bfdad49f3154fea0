import type { Contrast, MeanRanks, OmnibusTest } from "./types.js";

/** Contrasts that share one residual variance, as Tukey's and Dunnett's adjustments need it. */
export interface PooledFamily {
  /** Levels that have runs. */
  readonly groups: number;
  readonly df: number;
  /** Of each contrast, for Dunnett's adjustment; undefined where not every level has every block. */
  readonly lambdas: readonly number[] | undefined;
}

/** What was found in one stratum. Contrasts are on the scale of the response's transform, and not adjusted. */
export interface StratumAnswer {
  readonly contrasts: readonly Contrast[];
  readonly tests: readonly OmnibusTest[];
  readonly ranks: readonly MeanRanks[];
  /** Undefined where contrasts do not come from one model of one factor. */
  readonly pooled: PooledFamily | undefined;
  /** What the reader has to know before the contrasts. */
  readonly cautions: readonly string[];
  /** Sentences for `design.notes`. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}
