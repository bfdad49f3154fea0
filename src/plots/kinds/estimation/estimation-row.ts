import type { Comparison } from "../../../compare/comparison.js";
import { levelAxis, sizesDiffer } from "../../parts/level-axis.js";
import type { ComparisonLook } from "../../parts/comparison-look.js";
import type { Panel } from "../../parts/panels.js";
import type { SpecPart } from "../../render/spec.js";

/** Panels side by side, of one response. */
export interface EstimationRow {
  readonly comparison: Comparison;
  readonly panels: readonly Panel[];
  /** Those that share its axes: the same, and those of other rows where these were too many for one. */
  readonly peers: readonly Panel[];
  /** What stands above each of them. */
  readonly headings: readonly string[];
  /** Of all marks above each other, in px. */
  readonly height: number;
  /** How many of its panels, from the left, have another below. */
  readonly covered: number;
}

/** Values that the upper panels have to show: runs and intervals. */
export function runValues(panels: readonly Panel[]): number[] {
  return panels.flatMap(({ cells, observations }) => [
    ...observations.map(({ value }) => value),
    ...cells.flatMap(({ lower, upper }) => [lower, upper]),
  ]);
}

/** The levels below the i-th panel of a row. */
export function rowLevelAxis(row: EstimationRow, i: number, look: ComparisonLook): SpecPart {
  return levelAxis({
    name: look.factors[0]?.name ?? "",
    levels: look.slots.levels,
    cells: row.panels[i]!.cells,
    slot: look.slot,
    sizesDiffer: sizesDiffer(row.comparison.cells),
    height: row.height,
    isBottom: i >= row.covered,
  });
}
