import type { Comparison } from "../../compare/comparison.js";
import type { Estimate } from "../../compare/types.js";
import { extent, type Domain } from "../marks/domain.js";
import { drawn, quantity, tip } from "../marks/encode.js";
import type { SpecPart, SpecRow } from "../render/spec.js";
import { sizeText } from "./words.js";

/** Px from the edge of a panel to the middle of the first mark, and from there to the next one. */
const INSET = 8;
const STEP = 11;

/** The field that has the place along the axis of values. */
const EDGE = "edge";

/** True where a response has runs that never came where `stepsTo` waits for them: its cells have medians. */
export function hasCensored(cells: readonly Estimate[]): boolean {
  return cells.some(({ censored }) => censored > 0);
}

/** Says what the marks stand for; empty where there is none. */
export function censoredNote({ cells }: Comparison, mark: "▷" | "△"): string {
  return hasCensored(cells) ? `${mark} at the edge marks where runs never got there` : "";
}

/** Where a mark lies: the value at the far edge of an axis of `length` px, or the i-th one from there. */
export function edgeValue(domain: Domain, length: number, i = 0): number {
  return domain[1] - ((INSET + i * STEP) / length) * extent(domain);
}

/** What stands in a row for a cell with runs that never got there. */
export function censoredRow(cell: Estimate, edge: number): SpecRow {
  return { [EDGE]: edge, never: sizeText(cell) };
}

/**
 * Marks of cells with runs that never got there: their values lie beyond the axis. The rows are those of `censoredRow`
 * with their place on the other axis.
 */
export function censoredLayer(
  rows: readonly SpecRow[],
  axis: "x" | "y",
  encoding: SpecPart,
): SpecPart[] {
  if (rows.length === 0) return [];
  const other = axis === "x" ? "y" : "x";
  return [
    drawn(rows, {
      mark: {
        type: "point",
        filled: false,
        shape: axis === "x" ? "triangle-right" : "triangle-up",
        size: 62,
        strokeWidth: 1.6,
        opacity: 1,
      },
      encoding: {
        [axis]: quantity(EDGE),
        [other]: quantity(other),
        ...encoding,
        tooltip: [tip("cell", "of"), tip("never", "runs")],
      },
    }),
  ];
}
