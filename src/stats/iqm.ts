import { mean } from "./mean.js";
import { pooledRuns, type Scores } from "./scores.js";

/**
 * The interquartile mean: the mean of what is left without the lowest and the highest quarter of the values. A quarter
 * of `n` is rounded down, so that fewer than four values give their mean. NaN for no values, or where one is NaN.
 *
 * scipy: `trim_mean(values, 0.25)`; rliable: `aggregate_iqm`.
 *
 * @param values - one sample, or one array a task, whose runs are pooled.
 */
export function iqm(values: ArrayLike<number> | Scores): number {
  const sorted = pooledRuns(values).sort();
  // Typed arrays sort NaN to the end, where it would be cut off.
  if (Number.isNaN(sorted.at(-1))) return NaN;
  const cut = Math.floor(sorted.length / 4);
  return mean(sorted.subarray(cut, sorted.length - cut));
}
