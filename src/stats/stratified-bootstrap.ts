import type { Scores } from "./scores.js";
import {
  areWhole,
  drawMeasures,
  NO_INTERVAL,
  type StratifiedInterval,
  stratifiedInterval,
  type StratifiedOptions,
  widenedScores,
} from "./stratified-resampling.js";

/**
 * Any measure over tasks with its stratified bootstrap interval: the runs of every task are resampled on their own,
 * since the tasks are chosen, and the runs are what happened to come out.
 *
 * 10,000 seeded draws; a percentile interval. Resampled runs deviate by `√(n / (n - 1))` more from their task's mean,
 * unless `widen` is false, and what that does to the measure of the scores themselves is taken off again. A task with
 * one run adds no uncertainty, and where every task has one run only there is no interval. NaN for no tasks, where a task
 * has no runs, and where a score is not finite. rliable: `get_interval_estimates`, which does not widen.
 *
 * `aggregateIntervals` is faster for the usual measures. For a share of runs, such as those above a threshold, use
 * `performanceProfileBand` or `probabilityOfImprovementInterval`: they widen the share, and leave the scores alone.
 *
 * @param scores - one array a task, with one value a run; tasks may have different numbers of runs.
 * @param measure - is given the same arrays for every resample, filled anew: it may change them, and must not keep them.
 */
export function stratifiedBootstrap(
  scores: Scores,
  measure: (scores: readonly Float64Array[]) => number,
  options: StratifiedOptions = {},
): StratifiedInterval {
  if (!areWhole(scores)) return NO_INTERVAL;
  const tasks = widenedScores(scores, options);
  const resample = tasks.map((runs) => runs.slice());
  const [replicates] = drawMeasures(1, options, (generator, into) => {
    for (let task = 0; task < tasks.length; task += 1) {
      const runs = tasks[task]!;
      const drawn = resample[task]!;
      for (let i = 0; i < runs.length; i += 1) drawn[i] = runs[generator.int(runs.length)]!;
    }
    into[0] = measure(resample);
  });
  const estimate = measure(scores.map((task) => Float64Array.from(task)));
  const widened = measure(tasks.map((runs) => runs.slice()));
  return stratifiedInterval(scores, estimate, widened, replicates!, options);
}
