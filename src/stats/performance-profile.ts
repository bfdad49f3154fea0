import { countBefore } from "./count-before.js";
import { mean } from "./mean.js";
import type { Scores } from "./scores.js";

/**
 * The performance profile: the share of runs with a score above each threshold, averaged over tasks with equal weights.
 * NaN for no tasks, and where a task has no runs or a score is NaN.
 *
 * rliable: `run_score_deviation`, the profile of score distributions, for tasks with one number of runs.
 *
 * @returns one share in [0, 1] for each threshold.
 */
export function performanceProfile(scores: Scores, thresholds: ArrayLike<number>): number[] {
  const tasks = scores.map((task) => Float64Array.from(task).sort());
  const shareAbove = (sorted: Float64Array, threshold: number): number => {
    if (Number.isNaN(sorted.at(-1))) return NaN;
    return (sorted.length - countBefore(sorted, (x) => x <= threshold)) / sorted.length;
  };
  return Array.from(thresholds, (threshold) =>
    Number.isNaN(threshold) ? NaN : mean(tasks.map((sorted) => shareAbove(sorted, threshold))),
  );
}
