import { mean } from "../stats/mean.js";
import { median } from "../stats/quantile.js";
import { groupBy } from "../util/group-by.js";
import { levelKey } from "./level.js";
import { cellKey, type Unit } from "./observe.js";
import type { Pooled } from "./pooled.js";

/**
 * Averages the runs of each cell and block, for a formula with `(1|block)`: blocks are the replicates, not the runs within
 * them. Where any run is censored, all blocks are medians. Runs that failed are counted and left out.
 */
export function averageBlocks(units: readonly Unit[], block: string): Pooled {
  const groups = [
    ...groupBy(units, (unit) => cellKey(unit) + levelKey([unit.block, ...unit.setting])).values(),
  ];
  if (groups.every((group) => group.length === 1)) return { units, notes: [], warnings: [] };
  const sizes = groups.map((group) => group.length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const count = least === most ? `${least}` : `${least} to ${most}`;
  const byMedian = units.some(({ censored }) => censored);
  return {
    units: groups.map((group) => averageBlock(group, byMedian)),
    notes: [`${byMedian ? "median" : "mean"} of the ${count} runs of each ${block}`],
    warnings: [],
  };
}

function averageBlock(group: readonly Unit[], byMedian: boolean): Unit {
  const ended = group.flatMap((unit) => unit.ended);
  return {
    ...group[0]!,
    ids: group.flatMap(({ ids }) => ids),
    rows: group.flatMap(({ rows }) => rows),
    ...centreOf(ended, byMedian),
    ended,
    runs: group.reduce((sum, { runs }) => sum + runs, 0),
    failed: group.reduce((sum, { failed }) => sum + failed, 0),
    lost: group.flatMap(({ lost }) => lost),
  };
}

/** The mean, or the median, which is known as long as fewer than half of the values are censored. */
export function centreOf(
  ended: readonly number[],
  byMedian: boolean,
): Pick<Unit, "value" | "censored"> {
  if (ended.length === 0) return { value: null, censored: false };
  const centre = byMedian ? median(ended) : mean(ended);
  return centre === Infinity ? { value: null, censored: true } : { value: centre, censored: false };
}
