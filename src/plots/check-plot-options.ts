import { COMPARE_OPTIONS } from "../compare/options.js";
import { checkOptions, type OptionKinds, type ValueKind } from "../util/check-options.js";
import type { CurvesOptions } from "./curves-chart.js";
import type { CurvesQuestion } from "./curves.js";
import type { PlotOptions } from "./plot-runs.js";

/** Of a chart, which checks the value itself. */
const LATER: ValueKind = { accepts: () => true, remedy: "" };

const CURVES: OptionKinds<CurvesOptions> = {
  width: LATER,
  height: LATER,
  fontSize: LATER,
  theme: LATER,
  title: LATER,
  colors: LATER,
  x: LATER,
  y: LATER,
};

const { over, ignore, ref, seed, confidence, direction } = COMPARE_OPTIONS;

const CURVES_OPTIONS: OptionKinds<CurvesOptions & CurvesQuestion> = {
  ...CURVES,
  over,
  ignore,
  ref,
  seed,
  confidence,
  direction,
};

const PLOT_OPTIONS: OptionKinds<PlotOptions> = {
  ...COMPARE_OPTIONS,
  ...CURVES,
  as: LATER,
  best: LATER,
};

/** @throws CeterisError `USAGE` naming an option of `plot` that does not exist, or whose value is of a wrong kind. */
export function checkPlotOptions(options: unknown): void {
  checkOptions("plot", options, PLOT_OPTIONS);
}

/** @throws CeterisError `USAGE` naming an option of `curves` that does not exist, or whose value is of a wrong kind. */
export function checkCurvesOptions(options: unknown): void {
  checkOptions("curves", options, CURVES_OPTIONS);
}
