import type { Generator } from "./generator.js";
import { mean } from "./mean.js";
import { variance } from "./variance.js";

/** A random half of the runs, each listed twice, so that a bootstrap sample of it is as large as one of all runs. */
export function halfTwice(n: number, generator: Generator): Int32Array {
  const runs = Int32Array.from({ length: n }, (_, run) => run);
  const half = Math.floor(n / 2);
  for (let i = 0; i < half; i += 1) {
    const pick = i + generator.int(n - i);
    const run = runs[pick]!;
    runs[pick] = runs[i]!;
    runs[i] = run;
  }
  runs.copyWithin(half, 0, half);
  return runs.subarray(0, 2 * half);
}

/**
 * The variance over samples of runs of a mean over infinitely many trees, from bags of trees that share a half of the
 * runs: the variance between the bags' means, less what few trees to a bag add to it. Halves without replacement vary
 * as whole samples do. NaN for fewer than two bags, or a bag of fewer than two trees.
 *
 * Source: J. Sexton and P. Laake, Standard errors for bagged and random forest estimators (2009), the little bags;
 * S. Athey, J. Tibshirani and S. Wager, Generalized random forests (2019), section 4.1, the halves.
 */
export function littleBagsVariance(bags: readonly (readonly number[])[]): number {
  const between = variance(bags.map(mean));
  const within = mean(bags.map((trees) => variance(trees) / trees.length));
  return Math.max(0, between - within);
}
