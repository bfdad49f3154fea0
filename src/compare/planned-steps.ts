import type { Series } from "../util/series.js";
import { levelKey, toLevel } from "./level.js";
import { groupBy } from "../util/group-by.js";
import type { RunsView } from "./runs-view.js";

/** Params by which experiments set how far a run goes. */
const PLAN = /^(?:n_|num_|max_|total_)?(?:epochs?|steps?|iterations?|iters?|updates|timesteps)$/i;

/**
 * The step at which each run was planned to end: the farthest that any finished run with the same `epochs`, `steps` or
 * the like came. Undefined where none of them has a step.
 */
export function plannedSteps(
  histories: readonly (Series | undefined)[],
  view: RunsView,
): (number | undefined)[] {
  const plans = view.params.filter((name) => PLAN.test(name)).map((name) => view.column(name));
  const keyOf = (row: number): string => levelKey(plans.map((column) => toLevel(column[row])));
  const rows = [...histories.keys()].filter((row) => !view.failed[row]);
  const farthest = new Map(
    [...groupBy(rows, keyOf)].map(([key, members]) => [key, lastStep(members, histories)]),
  );
  return histories.map((_, row) => farthest.get(keyOf(row)));
}

function lastStep(
  rows: readonly number[],
  histories: readonly (Series | undefined)[],
): number | undefined {
  const ends = rows.flatMap((row) => histories[row]?.step.at(-1) ?? []);
  const finite = ends.filter((step) => !Number.isNaN(step));
  return finite.length > 0 ? finite.reduce((a, b) => Math.max(a, b)) : undefined;
}
