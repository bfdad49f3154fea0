import { levelKey } from "../../../compare/level.js";
import { aggregateIntervals } from "../../../stats/aggregate-intervals.js";
import { groupBy } from "../../../util/group-by.js";
import { spread } from "../../../util/spread.js";
import { stepsOf, type CurveGroup, type CurveLimits, type CurveMean } from "./curve-groups.js";
import { valueAt, type CleanCurve } from "./curve-points.js";

/** Resamples behind each interval: there is one a step of each line. */
const RESAMPLES = 1000;

/**
 * Curves of equal factors, over all tasks together: the interquartile mean of their values at each step that occurs,
 * with its stratified bootstrap interval. A step that no run of some task has is left out, as the mean would jump where
 * a task ends.
 */
export function iqmGroups(
  curves: readonly CleanCurve[],
  { steps, confidence }: CurveLimits,
): CurveGroup[] {
  const tasks = new Set(curves.map(({ facets }) => levelKey(facets)));
  return [...groupBy(curves, ({ levels }) => levelKey(levels)).values()].map((members) => ({
    facets: [],
    levels: members[0]!.levels,
    curves: [],
    means: spread(stepsOf(members), steps)
      .map((step) => iqmAt(members, tasks, step, confidence))
      .filter(({ mean }) => !Number.isNaN(mean)),
  }));
}

function iqmAt(
  curves: readonly CleanCurve[],
  tasks: ReadonlySet<string>,
  step: number,
  confidence: number,
): CurveMean {
  const byTask = groupBy(curves, ({ facets }) => levelKey(facets));
  const scores = [...tasks].map((task) =>
    (byTask.get(task) ?? [])
      .map(({ points }) => valueAt(points, step))
      .filter((value) => !Number.isNaN(value)),
  );
  const n = scores.reduce((sum, task) => sum + task.length, 0);
  const { iqm } = aggregateIntervals(scores, { confidence, resamples: RESAMPLES });
  // A single run of a task says nothing of how its runs vary.
  const isBounded = scores.every((task) => task.length > 1);
  const [lower, upper] = isBounded ? [iqm.lower, iqm.upper] : [NaN, NaN];
  return { step, mean: iqm.estimate, lower, upper, n };
}
