import { COMPARE_OPTIONS } from "../compare/options.js";
import { checkOptions, type OptionKinds } from "../util/check-options.js";
import { LATER } from "./chart/check-draw-options.js";
import { CURVES_LOOK } from "./kinds/curves/check-curves-options.js";
import type { PlotOptions } from "./plot-runs.js";

const PLOT_OPTIONS: OptionKinds<PlotOptions> = {
  ...COMPARE_OPTIONS,
  ...CURVES_LOOK,
  as: LATER,
  best: LATER,
  measures: LATER,
};

/** @throws CeterisError `USAGE` naming an option of `plot` that does not exist, or whose value is of a wrong kind. */
export function checkPlotOptions(options: unknown): void {
  checkOptions("plot", options, PLOT_OPTIONS);
}
