import { cliffsDelta } from "./cliffs-delta.js";
import { mean } from "./mean.js";
import type { Scores } from "./scores.js";

/**
 * The chance that a run of `a` scores higher than a run of `b` on the same task, ties counted as halves, averaged over
 * tasks with equal weights. NaN where the tasks do not match, one has no runs, or a score is NaN.
 *
 * rliable: `probability_of_improvement`.
 */
export function probabilityOfImprovement(a: Scores, b: Scores): number {
  if (a.length !== b.length) return NaN;
  return mean(a.map((task, i) => (1 + cliffsDelta(task, b[i] ?? [])) / 2));
}
