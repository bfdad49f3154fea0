import { stirlingError } from "./log-gamma.js";
import { normalCentre } from "./normal.js";
import { root } from "./root.js";
import { smallestSize } from "./smallest-size.js";
import { groupsOf, type TDesign } from "./t-design.js";
import { criticalT } from "./t-interval.js";

export interface PowerTostOptions {
  /** Values of each group, or pairs. */
  readonly n: number;
  /** Of one group; of the differences where paired. */
  readonly sd: number;
  /** The smallest difference that would matter. */
  readonly margin: number;
  /** The level of each of the two tests, below 0.5. Default 0.05. */
  readonly alpha?: number;
  /** Default `two.sample`. */
  readonly type?: TDesign;
}

export interface SampleSizeForTostOptions extends Omit<PowerTostOptions, "n"> {
  /** The chance to find equivalence where nothing differs. Default 0.8. */
  readonly power?: number;
}

/** Panels of the integral, and how many standard deviations of the sample's own one it covers. */
const PANELS = 60;
const REACH = 10;

/** Gauss and Legendre's rule of three points: exact for polynomials of degree 5. */
const NODES = [-Math.sqrt(0.6), 0, Math.sqrt(0.6)] as const;
const WEIGHTS = [5 / 9, 8 / 9, 5 / 9] as const;

/**
 * The chance that two one-sided t tests find equivalence where the means do not differ at all; the groups share a
 * standard deviation. NaN for fewer than two values, and where an option is NaN.
 *
 * The difference has to be within `margin - t s`, which is integrated over the distribution of the sample's deviation `s`.
 * Source: D. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987); exact, as Owen's Q is.
 */
export function powerTost(options: PowerTostOptions): number {
  const { n, sd, margin, alpha = 0.05, type = "two.sample" } = options;
  const groups = groupsOf(type);
  const df = groups * (n - 1);
  if (!(n >= 2) || Number.isNaN(sd + margin + alpha)) return NaN;
  if (!(margin > 0)) return 0;
  if (sd === 0) return 1;
  const reach = (margin / sd) * Math.sqrt(n / groups);
  const critical = criticalT(df, 1 - 2 * alpha);
  const spread = REACH / Math.sqrt(2 * df);
  const from = Math.max(0, 1 - spread);
  const to = Math.min(1 + spread, reach / critical);
  if (to <= from) return 0;
  const chance = (s: number): number => 2 * normalCentre(reach - critical * s);
  return Math.min(
    1,
    integrate((s) => chance(s) * deviationDensity(s, df), from, to),
  );
}

/** The density of a sample's standard deviation, as a share of the true one: of `sqrt(chi-square / df)`. */
function deviationDensity(s: number, df: number): number {
  const half = df / 2;
  const scale = 2 * Math.sqrt(half / (2 * Math.PI)) * Math.exp(-stirlingError(half));
  return scale * Math.exp((df - 1) * Math.log(s) - half * (s * s - 1));
}

function integrate(value: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / PANELS / 2;
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel += 1) {
    const centre = from + (2 * panel + 1) * half;
    for (const [i, node] of NODES.entries()) sum += WEIGHTS[i]! * value(centre + half * node);
  }
  return sum * half;
}

/**
 * The smallest number of values in each group (of pairs, where paired) with which two one-sided t tests find equivalence
 * with the wanted power, where the means do not differ at all, given the standard deviation.
 *
 * At least 2; Infinity where ten million do not suffice; NaN where an option is NaN.
 */
export function sampleSizeForTost(options: SampleSizeForTostOptions): number {
  const { sd, margin, alpha = 0.05, power = 0.8 } = options;
  if (Number.isNaN(sd + margin + alpha + power)) return NaN;
  if (!(margin > 0)) return Infinity;
  return smallestSize((n) => powerTost({ ...options, n }) >= power);
}

/** Critical values of the t distribution beyond which no margin is looked for. */
const FARTHEST = 100;

/**
 * The smallest margin within which so many values a group find the means with the wanted power, where these do not differ
 * at all: the inverse of `sampleSizeForTost`. NaN for fewer than two values, and where an option is NaN.
 */
export function marginForTost(
  options: Omit<PowerTostOptions, "margin"> & { readonly power?: number },
): number {
  const { n, sd, alpha = 0.05, type = "two.sample", power = 0.8 } = options;
  const groups = groupsOf(type);
  if (!(n >= 2)) return NaN;
  const most = FARTHEST * criticalT(groups * (n - 1), 1 - 2 * alpha) * Math.sqrt(groups / n);
  return sd * root((margin) => powerTost({ ...options, sd: 1, margin }) - power, 0, most);
}
