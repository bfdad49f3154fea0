import { type BootstrapDrawOptions, generatorOf, resampleCount } from "./bootstrap.js";
import { bootstrapInterval } from "./bootstrap-interval.js";
import type { Generator } from "./generator.js";
import { mean } from "./mean.js";
import { replicateSd } from "./replicates.js";
import type { Scores } from "./scores.js";

export interface StratifiedOptions extends BootstrapDrawOptions {
  /**
   * Whether resampled runs deviate by `√(n / (n - 1))` more from their task's mean, for its `n` runs. Default true: a
   * resample of `n` runs varies by that factor too little, 11% at five runs, and many tasks do not make up for it.
   */
  readonly widen?: boolean;
}

/** A measure over tasks with its percentile interval. */
export interface StratifiedInterval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** The standard deviation of the measure over the resamples. */
  readonly standardError: number;
}

/** By how much deviations from the mean of `n` values are widened; one value has none. */
export function widening(n: number, { widen = true }: StratifiedOptions): number {
  return widen && n > 1 ? Math.sqrt(n / (n - 1)) : 1;
}

/** The runs of each task, deviating more from its mean where that is asked for. */
export function widenedScores(scores: Scores, options: StratifiedOptions): Float64Array[] {
  return scores.map((task) => {
    const runs = Float64Array.from(task);
    const factor = widening(runs.length, options);
    const centre = mean(runs);
    return factor === 1 ? runs : runs.map((x) => centre + factor * (x - centre));
  });
}

/** Replicates that differ by a smaller share are the same: sums of the same runs in another order. */
const ROUNDING = 2 ** -40;

/** Whether there are tasks, each with runs, and all scores are finite. */
export function areWhole(scores: Scores): boolean {
  return (
    scores.length > 0 &&
    scores.every((task) => task.length > 0 && Array.from(task).every(Number.isFinite))
  );
}

/**
 * The measures of random resamples: one array a measure.
 *
 * @param resample - draws one resample and puts its measures into the array given.
 */
export function drawMeasures(
  measures: number,
  options: StratifiedOptions,
  resample: (generator: Generator, into: Float64Array) => void,
): Float64Array[] {
  const generator = generatorOf(options);
  const count = resampleCount(options);
  const into = new Float64Array(measures);
  const replicates = Array.from({ length: measures }, () => new Float64Array(count));
  for (let i = 0; i < count; i += 1) {
    resample(generator, into);
    for (let measure = 0; measure < measures; measure += 1)
      replicates[measure]![i] = into[measure]!;
  }
  return replicates;
}

/** A measure of scores that cannot be resampled. */
export const NO_INTERVAL: StratifiedInterval = {
  estimate: NaN,
  lower: NaN,
  upper: NaN,
  standardError: NaN,
};

/**
 * A measure and the percentile interval of its replicates. Wider scores may have another measure than the scores
 * themselves, a lower interquartile mean where they are skewed: the replicates are moved back by the difference.
 *
 * @param scores - what was resampled: where no task has two runs, nothing tells how they vary, and the interval and its
 *   standard error are NaN.
 * @param widened - the measure of the widened scores.
 */
export function stratifiedInterval(
  scores: Scores,
  estimate: number,
  widened: number,
  replicates: Float64Array,
  options: StratifiedOptions,
): StratifiedInterval {
  if (scores.every(({ length }) => length < 2)) return { ...NO_INTERVAL, estimate };
  const values = new Float64Array(replicates.length);
  for (let i = 0; i < values.length; i += 1) {
    const deviation = replicates[i]! - widened;
    values[i] = estimate + (Math.abs(deviation) > ROUNDING * Math.abs(widened) ? deviation : 0);
  }
  const parts = { method: "percentile", estimate, leaveOneOut: () => [] } as const;
  return {
    estimate,
    ...bootstrapInterval({ values }, parts, options),
    standardError: replicateSd({ values }),
  };
}
