import { countBefore } from "./count-before.js";
import { performanceProfile } from "./performance-profile.js";
import type { Scores } from "./scores.js";
import {
  areWhole,
  drawMeasures,
  stratifiedInterval,
  type StratifiedOptions,
  widening,
} from "./stratified-resampling.js";

/** A performance profile with a percentile interval at each threshold. */
export interface PerformanceProfileBand {
  /** The share of runs above each threshold, averaged over tasks. */
  readonly estimate: number[];
  readonly lower: number[];
  readonly upper: number[];
}

/** What one run adds to the profile, when it is drawn. */
interface ProfileRun {
  /** How many of the ascending thresholds the run is above. */
  readonly above: number;
  readonly weight: number;
}

function profileTasks(
  scores: Scores,
  sorted: Float64Array,
  options: StratifiedOptions,
): readonly ProfileRun[][] {
  return scores.map((task) => {
    const weight = widening(task.length, options) / (task.length * scores.length);
    return Array.from(task, (score) => ({ above: countBefore(sorted, (x) => x < score), weight }));
  });
}

/** The part of the profile that resampling leaves alone: a task's own share, as far as its deviations are widened. */
function fixedPart(
  scores: Scores,
  thresholds: Float64Array,
  options: StratifiedOptions,
): Float64Array {
  const fixed = new Float64Array(thresholds.length);
  for (const task of scores) {
    const factor = (1 - widening(task.length, options)) / scores.length;
    performanceProfile([task], thresholds).forEach((share, i) => (fixed[i]! += factor * share));
  }
  return fixed;
}

/**
 * The performance profile with pointwise percentile intervals: the share of runs with a score above each threshold,
 * averaged over tasks with equal weights, over resamples of the runs of every task. See `stratifiedBootstrap`; here it
 * is the task's share whose deviations are widened, within [0, 1]. rliable: `create_performance_profile`.
 *
 * A threshold that is NaN has neither a share nor an interval.
 *
 * @param scores - one array a task, with one value a run; tasks may have different numbers of runs.
 */
export function performanceProfileBand(
  scores: Scores,
  thresholds: ArrayLike<number>,
  options: StratifiedOptions = {},
): PerformanceProfileBand {
  const estimate = performanceProfile(scores, thresholds);
  const none = estimate.map(() => NaN);
  if (!areWhole(scores)) return { estimate, lower: none, upper: none };
  const sorted = Float64Array.from(new Set(Array.from(thresholds).filter((x) => !Number.isNaN(x))));
  sorted.sort();
  const fixed = fixedPart(scores, sorted, options);
  const tasks = profileTasks(scores, sorted, options);
  const added = new Float64Array(sorted.length + 1);
  const replicates = drawMeasures(sorted.length, options, (generator, into) => {
    added.fill(0);
    for (const runs of tasks) {
      for (let i = 0; i < runs.length; i += 1) {
        const { above, weight } = runs[generator.int(runs.length)]!;
        added[above]! += weight;
      }
    }
    // Whoever is above a threshold is above all lower ones.
    for (let i = sorted.length - 1, share = 0; i >= 0; i -= 1) {
      share += added[i + 1]!;
      into[i] = Math.min(1, Math.max(0, fixed[i]! + share));
    }
  });
  const bands = performanceProfile(scores, sorted).map((share, i) =>
    stratifiedInterval(scores, share, share, replicates[i]!, options),
  );
  const bandAt = new Map(Array.from(sorted, (threshold, i) => [threshold, bands[i]]));
  const ends = (end: "lower" | "upper"): number[] =>
    Array.from(thresholds, (threshold) => bandAt.get(threshold)?.[end] ?? NaN);
  return { estimate, lower: ends("lower"), upper: ends("upper") };
}
