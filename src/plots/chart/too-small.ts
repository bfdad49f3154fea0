import { CeterisError } from "../../util/error.js";
import type { DrawOptions } from "./chart-options.js";
import type { PlotArea } from "./fit-size.js";
import { isOnPaper, type Length } from "./length.js";
import type { Paper } from "./paper.js";
import { LABEL_SIZE } from "../look/theme.js";

const MM_PER_PX = 25.4 / 96;
const POINTS_PER_PX = 72 / 96;

/**
 * Says what a picture needs at least whose text leaves no room for its marks.
 *
 * @param needs of each layout, in px of the layout
 */
export function tooSmall(
  paper: Paper,
  needs: readonly PlotArea[],
  options: DrawOptions,
): CeterisError {
  const narrowest = Math.min(...needs.map(({ width }) => width));
  const isNarrow = paper.width !== undefined && narrowest > paper.width + 1e-6;
  const fitting = needs.filter(({ width }) => width <= (paper.width ?? Infinity) + 1e-6);
  const lowest = Math.min(...(fitting.length > 0 ? fitting : needs).map(({ height }) => height));
  const name = isNarrow ? "width" : "height";
  const asked = options[name]!;
  const least = leastText((isNarrow ? narrowest : lowest) * paper.scale, asked);
  const points = Math.round(LABEL_SIZE * paper.scale * POINTS_PER_PX * 100) / 100;
  return new CeterisError(
    "CHART",
    `The ${name} of a chart is ${lengthText(asked)}, in which its text of ${points} points leaves no room for its marks; give ${least} or more, or a smaller fontSize.`,
  );
}

/** A length rounded up, in the unit that was asked for: mm, or px. */
function leastText(px: number, asked: Length): string {
  return isOnPaper(asked) ? `'${Math.ceil(px * MM_PER_PX)}mm'` : `${Math.ceil(px)} px`;
}

function lengthText(length: Length): string {
  return typeof length === "number" ? `${length} px` : `'${length}'`;
}
