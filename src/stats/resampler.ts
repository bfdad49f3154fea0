import type { Generator } from "./generator.js";
import { mean } from "./mean.js";
import { forEachMultiset, multisetCount } from "./multisets.js";
import type { Replicates } from "./replicates.js";
import { resampledMeans } from "./resampled-means.js";
import { trimmedMeanOfCounts } from "./trimmed-mean-of-counts.js";

/** A statistic of given data, and of their resamples. */
export interface Resampler {
  /** The statistic of the data. */
  readonly estimate: number;
  /** The size of the numbers it is computed from, against which differences may be no more than rounding. */
  readonly magnitude: number;
  /** The statistic of random resamples. */
  readonly draw: (resamples: number, generator: Generator) => Float64Array;
  /** The statistic of every different resample, and in how many orders each can be drawn. */
  readonly list: () => Required<Replicates>;
  /** For each sample, the statistic without each of its values in turn. */
  readonly leaveOneOut: () => readonly Float64Array[];
}

function largest(values: Float64Array): number {
  return values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

/** Every different resample of one sample, by how often it has each value. */
function listOf(n: number, statistic: (times: Uint32Array) => number): Required<Replicates> {
  const values = new Float64Array(multisetCount(n));
  const counts = new Float64Array(values.length);
  let i = 0;
  forEachMultiset(n, (times, orders) => {
    values[i] = statistic(times);
    counts[i] = orders;
    i += 1;
  });
  return { values, counts };
}

/** The mean of a sample. */
export function meanResampler(values: Float64Array): Resampler {
  const n = values.length;
  const estimate = mean(values);
  const deviations = values.map((x) => x - estimate);
  return {
    estimate,
    magnitude: largest(values),
    draw: (resamples, generator) => resampledMeans(values, resamples, generator),
    list: () =>
      listOf(n, (times) => {
        let sum = 0;
        for (let i = 0; i < n; i += 1) sum += times[i]! * deviations[i]!;
        return estimate + sum / n;
      }),
    leaveOneOut: () => [deviations.map((x) => estimate - x / (n - 1))],
  };
}

/** The mean of a sample without as many values at each end as `cutOf` its size says: the median and the IQM. */
export function trimmedMeanResampler(
  values: Float64Array,
  cutOf: (total: number) => number,
): Resampler {
  const n = values.length;
  const sorted = values.toSorted();
  const cut = cutOf(n);
  const times = new Uint32Array(n).fill(1);
  return {
    estimate: trimmedMeanOfCounts(sorted, times, n, cut),
    magnitude: largest(values),
    draw: (resamples, generator) => {
      const drawn = new Uint32Array(n);
      return new Float64Array(resamples).map(() => {
        drawn.fill(0);
        for (let i = 0; i < n; i += 1) drawn[generator.int(n)]! += 1;
        return trimmedMeanOfCounts(sorted, drawn, n, cut);
      });
    },
    list: () => listOf(n, (drawn) => trimmedMeanOfCounts(sorted, drawn, n, cut)),
    leaveOneOut: () => [
      sorted.map((_, i) => {
        const others = times.slice();
        others[i] = 0;
        return trimmedMeanOfCounts(sorted, others, n - 1, cutOf(n - 1));
      }),
    ],
  };
}

/** The statistic of one sample less that of another, each resampled on its own. */
export function differenceResampler(a: Resampler, b: Resampler): Resampler {
  return {
    estimate: a.estimate - b.estimate,
    magnitude: Math.max(a.magnitude, b.magnitude),
    draw: (resamples, generator) => {
      const first = a.draw(resamples, generator);
      const second = b.draw(resamples, generator);
      for (let i = 0; i < resamples; i += 1) first[i]! -= second[i]!;
      return first;
    },
    list: () => differences(a.list(), b.list()),
    leaveOneOut: () => [
      ...a.leaveOneOut().map((sample) => sample.map((x) => x - b.estimate)),
      ...b.leaveOneOut().map((sample) => sample.map((y) => a.estimate - y)),
    ],
  };
}

function differences(a: Required<Replicates>, b: Required<Replicates>): Required<Replicates> {
  const width = b.values.length;
  const values = new Float64Array(a.values.length * width);
  const counts = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const row = Math.floor(i / width);
    values[i] = a.values[row]! - b.values[i - row * width]!;
    counts[i] = a.counts[row]! * b.counts[i - row * width]!;
  }
  return { values, counts };
}
