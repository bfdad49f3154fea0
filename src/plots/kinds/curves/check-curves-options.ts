import { COMPARE_OPTIONS } from "../../../compare/options.js";
import { checkOptions, type OptionKinds, type ValueKind } from "../../../util/check-options.js";
import type { CurvesOptions } from "./curves-chart.js";
import type { CurvesQuestion } from "./curves.js";

/** Of a chart, which checks the value itself. */
export const LATER: ValueKind = { accepts: () => true, remedy: "" };

/** What every drawing by step takes. */
export const CURVES_LOOK: OptionKinds<CurvesOptions> = {
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
