import { sumOf } from "./mean.js";
import { pooledRuns, type Scores } from "./scores.js";

/**
 * The optimality gap: how far the values fall short of `gamma` on average, where those beyond it do not make up for the
 * others. Lower is better. NaN for no values, or where one is NaN. rliable: `aggregate_optimality_gap`.
 *
 * @param values - scores of which higher is better: one sample, or one array a task, whose runs are pooled.
 * @param gamma - the score that counts as optimal.
 */
export function optimalityGap(values: ArrayLike<number> | Scores, gamma = 1): number {
  const runs = pooledRuns(values);
  return sumOf(runs, (x) => Math.max(0, gamma - x)) / runs.length;
}
