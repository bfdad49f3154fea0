import { levelKey } from "../../compare/level.js";
import { groupBy } from "../../util/group-by.js";
import type { Observation } from "../../compare/types.js";
import { spread } from "../../util/spread.js";

/** What is drawn of many runs. */
export interface CappedObservations {
  readonly observations: readonly Observation[];
  /** What was left out, for a subtitle; empty where nothing was. */
  readonly note: string;
}

/**
 * Thins the points of a chart to about `most`, every cell by the same share and evenly over its values, so that the
 * picture stays true. Means and intervals are not touched: they are those of all runs.
 */
export function capObservations(
  observations: readonly Observation[],
  most: number,
  unit: string,
): CappedObservations {
  if (observations.length <= most) return { observations, note: "" };
  const share = most / observations.length;
  const cells = groupBy(
    observations,
    ({ response, facets, levels }) => response + levelKey([...facets, ...levels]),
  );
  const kept = [...cells.values()].flatMap((cell) => {
    const sorted = cell.toSorted((a, b) => a.value - b.value);
    return spread(sorted, Math.max(2, Math.floor(cell.length * share)));
  });
  return {
    observations: kept,
    // A seed has a value at each level.
    note: `Dots show ${kept.length} of ${observations.length} ${unit === "run" ? "runs" : "values"}`,
  };
}
