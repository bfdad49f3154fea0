import { tInterval } from "../stats/t-interval.js";
import { compareCells } from "./level.js";
import { groupBy } from "../util/group-by.js";
import { cellKey, type Unit } from "./observe.js";
import type { Estimate, Factor } from "./types.js";

/** Mean, t interval and sd of every cell that has a run, in the order of facets and levels. */
export function estimateCells(
  units: readonly Unit[],
  response: string,
  order: readonly Factor[],
  confidence: number,
): Estimate[] {
  const cells = [...groupBy(units, cellKey).values()].map((cell) =>
    estimateCell(cell, response, confidence),
  );
  return cells.sort((a, b) =>
    compareCells(order, [...a.facets, ...a.levels], [...b.facets, ...b.levels]),
  );
}

function estimateCell(cell: readonly Unit[], response: string, confidence: number): Estimate {
  const values = cell.flatMap(({ value }) => value ?? []);
  const { n, mean, sd, lower, upper } = tInterval(values, { confidence });
  const { facets, levels } = cell[0]!;
  return { response, facets, levels, n, failed: cell.length - n, estimate: mean, lower, upper, sd };
}
