import { isWithinMargin, responseOf, spreadOf } from "../../../compare/verdict.js";
import { differenceOf, ratioOf } from "../../../compare/transform.js";
import type { Contrast, Design } from "../../../compare/types.js";
import { marginForTost } from "../../../stats/power-tost.js";
import { widthForSampleSize } from "../../../stats/sample-size-for-width.js";
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
  /** On the scale of the response: see `ReachOf`. */
  readonly reachAt: (n: number) => number;
}

/** What so many values, in one group of pairs or in two, are good for with 80% chance, as a share of their deviation. */
export type ReachOf = (n: number, groups: 1 | 2) => number;

/**
 * The inverse of `seedsNeeded`: with a margin the smallest one within which two levels that do not differ are shown to
 * lie, without one how far an interval reaches to each side. All contrasts share it, and it is computed once for each n.
 *
 * @param confidence - Of the interval.
 */
export function reachOf({ margin }: Design, confidence: number): ReachOf {
  const known = new Map<string, number>();
  return (n, groups) => {
    const key = `${n} ${groups}`;
    const type = groups === 1 ? "paired" : "two.sample";
    const found =
      known.get(key) ??
      (margin === undefined
        ? widthForSampleSize({ n, sd: 1, confidence, type })
        : marginForTost({ n, sd: 1, alpha: 1 - confidence, type }));
    known.set(key, found);
    return found;
  };
}

/**
 * The contrast's spread carried to other numbers of seeds, as `seedsNeeded` plans them; undefined where fewer than two
 * degrees of freedom tell it.
 *
 * @param confidence - Of the interval.
 */
export function budgetPlan(
  contrast: Contrast,
  needed: number,
  design: Design,
  confidence: number,
  reach: ReachOf = reachOf(design, confidence),
): BudgetPlan | undefined {
  const { df, standardError, paired, difference } = contrast;
  if (!(df >= 2) || !(standardError > 0)) return undefined;
  const { transform } = responseOf(contrast, design);
  const seen = transform === undefined ? difference : differenceOf(transform, difference);
  const sd = spreadOf(contrast);
  return {
    contrast,
    present: presentOf(contrast),
    needed,
    isEnough:
      design.margin === undefined
        ? criticalT(df, confidence) * standardError <= Math.abs(seen)
        : isWithinMargin(contrast, { ...design, margin: design.margin }),
    sd,
    reachAt: (n) => sd * reach(n, paired ? 1 : 2),
  };
}

/** A reach as it is read: of a ratio a factor. */
export function readReach({ contrast }: BudgetPlan, reach: number, design: Design): number {
  const { transform } = responseOf(contrast, design);
  return transform === undefined ? reach : ratioOf(transform, reach);
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
