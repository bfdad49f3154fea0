import { chiSquareCdf } from "./chi-square.js";
import { root } from "./root.js";
import { smallestSize } from "./smallest-size.js";
import { groupsOf, type TDesign } from "./t-design.js";
import { criticalT } from "./t-interval.js";

export interface SampleSizeForWidthOptions {
  /** Of one group; of the differences where paired. */
  readonly sd: number;
  /** The interval is to reach no further than this to each side. */
  readonly margin: number;
  /** Of the interval. Default 0.95. */
  readonly confidence?: number;
  /** The chance that the interval will be that narrow. Default 0.8. */
  readonly assurance?: number;
  /** Default `two.sample`. */
  readonly type?: TDesign;
}

/** The chance that a t interval from `n` values a group will be no wider than `margin` to each side. */
function chanceOfWidth(n: number, options: SampleSizeForWidthOptions): number {
  const groups = groupsOf(options.type ?? "two.sample");
  const df = groups * (n - 1);
  const half = criticalT(df, options.confidence ?? 0.95) * options.sd;
  // The sample variance is sd^2 chi-square / df.
  return chiSquareCdf((df * n * (options.margin / half) ** 2) / groups, df);
}

/**
 * The smallest number of values in each group (of pairs, where paired) with which the t interval will be narrower than
 * `margin` to each side with the wanted assurance, given the standard deviation; two groups are taken to share it.
 *
 * It plans an interval, not a significant result: no effect size is assumed. At least 2; Infinity where ten million
 * do not suffice; NaN where an option is NaN.
 *
 * Source: G. Hahn and W. Meeker, Statistical Intervals (1991), section 8.
 */
export function sampleSizeForWidth(options: SampleSizeForWidthOptions): number {
  const { sd, margin, assurance = 0.8 } = options;
  if (Number.isNaN(sd + margin + assurance + (options.confidence ?? 0))) return NaN;
  if (!(margin > 0)) return Infinity;
  if (sd === 0) return 2;
  return smallestSize((n) => chanceOfWidth(n, options) >= assurance);
}

/** An interval that is so many times as wide as it would be with the true deviation is wide enough for any assurance. */
const WIDEST = 10;

/**
 * How far to each side the t interval from `n` values a group will reach at most, with the wanted assurance: the inverse of
 * `sampleSizeForWidth`. NaN for fewer than two values, and where an option is NaN.
 */
export function widthForSampleSize(
  options: Omit<SampleSizeForWidthOptions, "margin"> & { readonly n: number },
): number {
  const { n, sd, assurance = 0.8, confidence = 0.95, type = "two.sample" } = options;
  const groups = groupsOf(type);
  if (!(n >= 2)) return NaN;
  const most = WIDEST * criticalT(groups * (n - 1), confidence) * Math.sqrt(groups / n);
  const plan = { ...options, sd: 1 };
  return sd * root((margin) => chanceOfWidth(n, { ...plan, margin }) - assurance, 0, most);
}
