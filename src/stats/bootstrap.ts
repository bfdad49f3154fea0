import { bootstrapInterval, type BootstrapMethod } from "./bootstrap-interval.js";
import { functionResampler } from "./function-resampler.js";
import { type Generator, seededGenerator } from "./generator.js";
import { multisetCount } from "./multisets.js";
import { pairedDifferences } from "./paired-t.js";
import { type Replicates, replicateMean, replicateSd } from "./replicates.js";
import {
  differenceResampler,
  meanResampler,
  type Resampler,
  trimmedMeanResampler,
} from "./resampler.js";
import type { IntervalOptions } from "./t-interval.js";
import { iqmCut, medianCut } from "./trimmed-mean-of-counts.js";

export interface BootstrapDrawOptions extends IntervalOptions {
  /** How many resamples to draw, where they are drawn. Default 10,000. */
  readonly resamples?: number;
  /** Seed of the draws. Default 0. */
  readonly seed?: number;
  /** Source of the draws, instead of a seed. */
  readonly generator?: Generator;
}

export interface BootstrapOptions extends BootstrapDrawOptions {
  /** Default `"bca"` where every sample has 20 values or more, else `"percentile"`. */
  readonly method?: BootstrapMethod;
  /** The samples have one size, and their values at one place are resampled together. Default false. */
  readonly paired?: boolean;
}

/** A statistic of one sample; those with a name are fast. */
export type SampleStatistic = "mean" | "median" | "iqm" | ((values: Float64Array) => number);

/** A statistic of several samples; the one with a name, of the first less the second, is fast. */
export type SamplesStatistic = "difference of means" | ((...samples: Float64Array[]) => number);

/** A statistic with its bootstrap interval. */
export interface Bootstrap {
  /** The statistic of the data. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** The standard deviation of the statistic over the resamples. */
  readonly standardError: number;
  /** Its mean over the resamples, less the estimate. */
  readonly bias: number;
  /** How the interval was made. */
  readonly method: BootstrapMethod;
  /** How many resamples were drawn, or how many different ones there are. */
  readonly resamples: number;
  /** True where every resample was counted, false where some were drawn. */
  readonly exact: boolean;
}

/** Up to here every resample of a sample is counted, 6,435 different ones for eight values. */
const EXACT_UP_TO = 8;
/** More resamples of all samples together are not listed. */
const MOST_LISTED = 2_000_000;
/** Below it there are too few values to tell skewness: the corrections of BCa would be noise. */
const BCA_FROM = 20;

/**
 * A statistic with its bootstrap interval. scipy: `bootstrap`; R: `boot::boot` and `boot.ci`.
 *
 * Where no sample has more than eight values and all samples together no more than two million different resamples,
 * every resample is counted as often as it can be drawn. Otherwise 10,000 are drawn, the same ones every time.
 *
 * For fewer than 20 values, prefer `tInterval` and `welch`: at n = 5, a 95% percentile interval of a mean covers about
 * 84%. BCa needs 20 values in every sample; asked for with fewer, it gives the percentile interval, and `method` says
 * so. A sample of one value has no interval (NaN), an empty sample or a value that is not finite no estimate either.
 * The interval is NaN, too, where the statistic of a resample is not finite.
 *
 * @param samples - one sample, or several, each of which is resampled on its own.
 * @param statistic - a name, or a function that is given a resample of each sample. It gets the same arrays for every
 * resample, filled anew: it may change them, and must not keep them.
 */
export function bootstrap(
  samples: ArrayLike<number>,
  statistic: SampleStatistic,
  options?: BootstrapOptions,
): Bootstrap;
export function bootstrap(
  samples: readonly ArrayLike<number>[],
  statistic: SamplesStatistic,
  options?: BootstrapOptions,
): Bootstrap;
export function bootstrap(
  samples: ArrayLike<number> | readonly ArrayLike<number>[],
  statistic: SampleStatistic | SamplesStatistic,
  options: BootstrapOptions = {},
): Bootstrap {
  const data = samplesOf(samples);
  const isPaired = options.paired ?? false;
  const sizes = isPaired ? [data[0]?.length ?? 0] : data.map(({ length }) => length);
  const method = methodFor(sizes, options.method);
  const exact = isListed(sizes);
  const resampler = isWhole(data, isPaired) ? resamplerOf(data, statistic, isPaired) : undefined;
  if (!resampler || sizes.some((n) => n < 2)) {
    const estimate = resampler?.estimate ?? NaN;
    const unknown = { lower: NaN, upper: NaN, standardError: NaN, bias: NaN };
    return { estimate, ...unknown, method, resamples: 0, exact };
  }
  const replicates = exact ? resampler.list() : drawReplicates(resampler, options);
  return { ...summarise(resampler, replicates, method, options), exact };
}

function samplesOf(samples: ArrayLike<number> | readonly ArrayLike<number>[]): Float64Array[] {
  const items = Array.from<number | ArrayLike<number>>(samples);
  return items.every((item) => typeof item === "number")
    ? [Float64Array.from(items)]
    : items.map((item) => Float64Array.from(typeof item === "number" ? [item] : item));
}

function isWhole(data: readonly Float64Array[], isPaired: boolean): boolean {
  const size = data[0]?.length;
  return data.every(
    (sample) =>
      sample.length > 0 && sample.every(Number.isFinite) && (!isPaired || sample.length === size),
  );
}

/** Undefined where a named statistic is not for so many samples. */
function resamplerOf(
  data: readonly Float64Array[],
  statistic: SampleStatistic | SamplesStatistic,
  isPaired: boolean,
): Resampler | undefined {
  const [a, b] = data;
  if (typeof statistic === "function") return functionResampler(data, statistic, isPaired);
  if (!a || data.length !== (statistic === "difference of means" ? 2 : 1)) return undefined;
  if (statistic === "median") return trimmedMeanResampler(a, medianCut);
  if (statistic === "iqm") return trimmedMeanResampler(a, iqmCut);
  if (!b) return meanResampler(a);
  if (isPaired) return meanResampler(pairedDifferences(a, b));
  return differenceResampler(meanResampler(a), meanResampler(b));
}

function methodFor(sizes: readonly number[], asked: BootstrapMethod | undefined): BootstrapMethod {
  const isLarge = sizes.every((n) => n >= BCA_FROM);
  if (asked === undefined) return isLarge ? "bca" : "percentile";
  return asked === "bca" && !isLarge ? "percentile" : asked;
}

function isListed(sizes: readonly number[]): boolean {
  const count = sizes.reduce((product, n) => product * multisetCount(n), 1);
  return sizes.every((n) => n <= EXACT_UP_TO) && count <= MOST_LISTED;
}

function drawReplicates(resampler: Resampler, options: BootstrapDrawOptions): Replicates {
  return { values: resampler.draw(resampleCount(options), generatorOf(options)) };
}

/** The number of resamples to draw: 0 where what was asked for is not a number of them. */
export function resampleCount({ resamples = 10_000 }: BootstrapDrawOptions): number {
  return resamples >= 1 && resamples < 2 ** 31 ? Math.floor(resamples) : 0;
}

export function generatorOf({ generator, seed = 0 }: BootstrapDrawOptions): Generator {
  return generator ?? seededGenerator(seed);
}

function summarise(
  { estimate, magnitude, leaveOneOut }: Resampler,
  replicates: Replicates,
  method: BootstrapMethod,
  options: IntervalOptions,
): Omit<Bootstrap, "exact"> {
  const tie = 16 * Number.EPSILON * magnitude;
  return {
    estimate,
    ...bootstrapInterval(replicates, { method, estimate, leaveOneOut, tie }, options),
    standardError: replicateSd(replicates),
    bias: replicateMean(replicates) - estimate,
    method,
    resamples: replicates.values.length,
  };
}
