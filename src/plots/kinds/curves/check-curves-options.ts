import { COMPARE_OPTIONS } from "../../../compare/options.js";
import { checkOptions, type OptionKinds, type ValueKind } from "../../../util/check-options.js";
import { DRAW_OPTIONS } from "../../chart/check-draw-options.js";
import type { CurvesOptions } from "./curves-chart.js";
import type { CurvesQuestion } from "./curves.js";

const SCALE: ValueKind = {
  accepts: (value) => value === "linear" || value === "log",
  remedy: 'give "linear" or "log"',
};

/** What every drawing by step takes. */
export const CURVES_LOOK: OptionKinds<CurvesOptions> = {
  ...DRAW_OPTIONS,
  x: SCALE,
  y: SCALE,
};

const { over, ignore, ref, seed, confidence, direction } = COMPARE_OPTIONS;

const CURVES_OPTIONS: OptionKinds<CurvesOptions & CurvesQuestion> = {
  ...CURVES_LOOK,
  over,
  ignore,
  ref,
  seed,
  confidence,
  direction,
};

/** @throws CeterisError `USAGE` naming an option of `curves` that does not exist, or whose value is of a wrong kind. */
export function checkCurvesOptions(options: unknown): void {
  checkOptions("curves", options, CURVES_OPTIONS);
}
