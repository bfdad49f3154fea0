import type { Generator } from "./generator.js";
import { iqm } from "./iqm.js";
import { mean } from "./mean.js";
import { optimalityGap } from "./optimality-gap.js";
import { median } from "./quantile.js";
import { pooledRuns, type Scores } from "./scores.js";
import {
  areWhole,
  drawMeasures,
  NO_INTERVAL,
  type StratifiedInterval,
  stratifiedInterval,
  type StratifiedOptions,
  widenedScores,
} from "./stratified-resampling.js";
import { iqmCut, trimmedMeanOfCounts } from "./trimmed-mean-of-counts.js";

/** The four usual measures over tasks. */
export interface AggregateIntervals {
  /** The mean of the tasks' means. */
  readonly mean: StratifiedInterval;
  /** The median of the tasks' means. */
  readonly median: StratifiedInterval;
  /** The interquartile mean of all runs. */
  readonly iqm: StratifiedInterval;
  /** How far all runs fall short of the optimum on average; lower is better. */
  readonly optimalityGap: StratifiedInterval;
}

export interface AggregateOptions extends StratifiedOptions {
  /** The score that counts as optimal. Default 1. */
  readonly gamma?: number;
}

/** Where the runs of a resample come from: all runs in one row, task by task. */
interface RunTable {
  /** Where each task's runs begin, and where the last one's end. */
  readonly starts: Uint32Array;
  readonly values: Float64Array;
  /** What each run is short of the optimum. */
  readonly gaps: Float64Array;
  /** The place of each run among all of them, in ascending order. */
  readonly ranks: Uint32Array;
  readonly sorted: Float64Array;
}

function runTable(scores: Scores, gamma: number, options: StratifiedOptions): RunTable {
  const values = pooledRuns(widenedScores(scores, options));
  const gaps = scores.map((task) => Float64Array.from(task, (x) => Math.max(0, gamma - x)));
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Uint32Array(values.length);
  order.forEach((run, rank) => (ranks[run] = rank));
  const starts = new Uint32Array(scores.length + 1);
  scores.forEach((task, i) => (starts[i + 1] = starts[i]! + task.length));
  return {
    starts,
    values,
    // The gap is a mean of its own, so that it is what is widened: a wider score would also have a larger gap.
    gaps: pooledRuns(widenedScores(gaps, options)),
    ranks,
    sorted: values.toSorted(),
  };
}

/**
 * Draws one resample and takes all four measures from it. The ranks are known before, so that counting them replaces
 * the sorting that the interquartile mean asks for.
 */
function aggregate(
  { starts, values, gaps, ranks, sorted }: RunTable,
  times: Uint32Array,
  taskMeans: Float64Array,
  generator: Generator,
  into: Float64Array,
): void {
  times.fill(0);
  let sumOfMeans = 0;
  let shortfall = 0;
  for (let task = 0; task < taskMeans.length; task += 1) {
    const start = starts[task]!;
    const runs = starts[task + 1]! - start;
    let sum = 0;
    for (let i = 0; i < runs; i += 1) {
      const run = start + generator.int(runs);
      sum += values[run]!;
      shortfall += gaps[run]!;
      times[ranks[run]!]! += 1;
    }
    taskMeans[task] = sum / runs;
    sumOfMeans += sum / runs;
  }
  const total = values.length;
  into[0] = sumOfMeans / taskMeans.length;
  into[1] = medianOf(taskMeans);
  into[2] = trimmedMeanOfCounts(sorted, times, total, iqmCut(total));
  into[3] = Math.max(0, shortfall / total);
}

/** The median; sorts the values. */
function medianOf(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1
    ? values[middle]!
    : values[middle - 1]! + (values[middle]! - values[middle - 1]!) / 2;
}

/**
 * Mean, median, interquartile mean and optimality gap over tasks, each with its stratified bootstrap interval, all from
 * the same resamples: see `stratifiedBootstrap`. rliable: `aggregate_mean`, `aggregate_median`, `aggregate_iqm` and
 * `aggregate_optimality_gap` with `get_interval_estimates`.
 *
 * The optimality gap is an average of what each run is short of, and it is this whose deviations are widened.
 *
 * @param scores - of which higher is better: one array a task, with one value a run; tasks may have different numbers of
 * runs.
 */
export function aggregateIntervals(
  scores: Scores,
  options: AggregateOptions = {},
): AggregateIntervals {
  const gamma = options.gamma ?? 1;
  if (!areWhole(scores) || Number.isNaN(gamma))
    return { mean: NO_INTERVAL, median: NO_INTERVAL, iqm: NO_INTERVAL, optimalityGap: NO_INTERVAL };
  const table = runTable(scores, gamma, options);
  const times = new Uint32Array(table.values.length);
  const taskMeans = new Float64Array(scores.length);
  const replicates = drawMeasures(4, options, (generator, into) =>
    aggregate(table, times, taskMeans, generator, into),
  );
  const means = scores.map(mean);
  const estimates = [mean(means), median(means), iqm(scores), optimalityGap(scores, gamma)];
  const widened = estimates.with(2, iqm(table.values));
  const [first, second, third, fourth] = estimates.map((estimate, i) =>
    stratifiedInterval(scores, estimate, widened[i]!, replicates[i]!, options),
  );
  return { mean: first!, median: second!, iqm: third!, optimalityGap: fourth! };
}
