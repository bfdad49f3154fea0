import { levelKey } from "../../../compare/level.js";
import { groupBy } from "../../../util/group-by.js";
import type { Level } from "../../../compare/types.js";
import { tInterval } from "../../../stats/t-interval.js";
import { spread } from "../../../util/spread.js";
import { valueAt, type CleanCurve } from "./curve-points.js";

/** Mean and interval of several curves at one step. */
export interface CurveMean {
  readonly step: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Curves that have this step. */
  readonly n: number;
}

/** All runs at the same levels of facets and factors. */
export interface CurveGroup {
  readonly facets: readonly Level[];
  readonly levels: readonly Level[];
  readonly curves: readonly CleanCurve[];
  readonly means: readonly CurveMean[];
}

/** Limits on what goes into a specification. */
export interface CurveLimits {
  /** Steps of each mean. */
  readonly steps: number;
  readonly confidence: number;
}

/** Groups curves by facets and factors, and averages each group at every step that any of its curves has. */
export function groupCurves(
  curves: readonly CleanCurve[],
  { steps, confidence }: CurveLimits,
): CurveGroup[] {
  const groups = groupBy(curves, ({ facets, levels }) => levelKey([...facets, ...levels]));
  return [...groups.values()].map((members) => {
    const { facets = [], levels = [] } = members[0] ?? {};
    const drawn = spread(stepsOf(members), steps);
    return {
      facets,
      levels,
      curves: members,
      means: drawn.map((step) => meanAt(members, step, confidence)),
    };
  });
}

/** True where a mean is more than its only run. */
export function hasSeveral({ curves }: CurveGroup): boolean {
  return curves.length > 1;
}

/** Every step that occurs, ascending. */
export function stepsOf(curves: readonly CleanCurve[]): number[] {
  const steps = new Set(curves.flatMap(({ points }) => points.map(({ step }) => step)));
  return [...steps].toSorted((a, b) => a - b);
}

function meanAt(curves: readonly CleanCurve[], step: number, confidence: number): CurveMean {
  const values = curves
    .map(({ points }) => valueAt(points, step))
    .filter((value) => !Number.isNaN(value));
  const { n, mean, lower, upper } = tInterval(values, { confidence });
  return { step, mean, lower, upper, n };
}
