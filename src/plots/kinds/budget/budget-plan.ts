import { isWithinMargin, responseOf, spreadOf } from "../../../compare/verdict.js";
import { ratioOf } from "../../../compare/transform.js";
import type { Contrast, Design } from "../../../compare/types.js";
import { logGammaHalfStep } from "../../../stats/log-gamma.js";
import { criticalT } from "../../../stats/t-interval.js";

/** Points of a curve. */
const POINTS = 60;

/** The budget of one contrast. */
export interface BudgetPlan {
  readonly contrast: Contrast;
  /** Values of each level, or pairs, that there are; their harmonic mean where they differ. */
  readonly present: number;
  /** So many are needed; NaN where it cannot be told. */
  readonly needed: number;
  /** True where the runs that there are settle it: see `needed`. */
  readonly isEnough: boolean;
  /** Standard deviation of a value, of pair differences where paired, on the scale of the response. */
  readonly sd: number;
  /** How far to each side an interval from so many values is expected to reach; for a ratio a factor. */
  readonly reachAt: (n: number) => number;
}

/**
 * The contrast's spread carried to other numbers of seeds, each contrast with the degrees of freedom of its own two levels,
 * as `seedsNeeded` plans it; undefined where fewer than two degrees of freedom tell it.
 *
 * @param confidence - Of the interval.
 */
export function budgetPlan(
  contrast: Contrast,
  needed: number,
  design: Design,
  confidence: number,
): BudgetPlan | undefined {
  const { df, standardError, paired, difference } = contrast;
  if (!(df >= 2) || !(standardError > 0)) return undefined;
  const { transform } = responseOf(contrast, design);
  const scale = (half: number): number =>
    transform === undefined ? half : ratioOf(transform, half);
  const rule = { ...design, margin: design.margin };
  const seen =
    transform === undefined ? Math.abs(difference) : Math.max(difference, 1 / difference);
  const sd = spreadOf(contrast);
  const groups = paired ? 1 : 2;
  return {
    contrast,
    present: presentOf(contrast),
    needed,
    isEnough:
      design.margin === undefined
        ? scale(criticalT(df, confidence) * standardError) <= seen
        : isWithinMargin(contrast, rule),
    sd,
    reachAt: (n) => {
      const own = groups * (n - 1);
      const half = criticalT(own, confidence) * sd * Math.sqrt(groups / n);
      return scale(half * expectedShare(own));
    },
  };
}

/** An axis of numbers of seeds. */
export interface SeedsAxis {
  readonly first: number;
  readonly last: number;
  readonly isLog: boolean;
}

/** A point of a curve. */
export interface ReachPoint {
  readonly n: number;
  readonly reach: number;
}

/** The reach from the first number to the last, evenly along the axis. */
export function reachCurve(
  { reachAt }: BudgetPlan,
  { first, last, isLog }: SeedsAxis,
): ReachPoint[] {
  const [from, to] = isLog ? [Math.log(first), Math.log(last)] : [first, last];
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const at = from + ((to - from) * i) / POINTS;
    const n = isLog ? Math.exp(at) : at;
    return { n, reach: reachAt(n) };
  });
}

/** With fewer than this an interval says next to nothing. */
export const FEWEST = 3;

/** The harmonic mean of the sizes, to which the squared standard error is inverse. */
function presentOf({ method, paired, n, sizes: [one, other] }: Contrast): number {
  return paired && method === "linear model" ? n : 2 / (1 / one + 1 / other);
}

/** The mean of a standard deviation of normal values, as a share of the true one. */
function expectedShare(df: number): number {
  return Math.sqrt(2 / df) * Math.exp(logGammaHalfStep(df / 2));
}
