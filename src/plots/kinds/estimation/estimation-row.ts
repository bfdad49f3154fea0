import type { Comparison } from "../../../compare/comparison.js";
import type { Panel } from "../../parts/panels.js";

/** Panels side by side, of one response. */
export interface EstimationRow {
  readonly comparison: Comparison;
  readonly panels: readonly Panel[];
  /** Of all marks above each other, in px. */
  readonly height: number;
}

/** Values that the upper panels have to show: runs and intervals. */
export function runValues(panels: readonly Panel[]): number[] {
  return panels.flatMap(({ cells, observations }) => [
    ...observations.map(({ value }) => value),
    ...cells.flatMap(({ lower, upper }) => [lower, upper]),
  ]);
}
