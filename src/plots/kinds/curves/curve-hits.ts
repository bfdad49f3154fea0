import { formatSignificant } from "../../../util/format-number.js";
import { tip } from "../../marks/encode.js";
import { type HitPoint, lineHits } from "../../marks/hits.js";
import { unitOfValues } from "../../parts/sentences/units.js";
import type { SpecPart } from "../../render/spec.js";
import type { CurveGroup, CurveMean } from "./curve-groups.js";
import { atLevels, type CurveStyle } from "./curve-styles.js";
import type { CurveSet } from "./curves-data.js";

/** Where values lie in a panel. */
export interface CurvePlaces {
  readonly width: number;
  readonly height: number;
  /** Px from the left. */
  readonly across: (step: number) => number;
  /** Px from the top; may lie outside. */
  readonly down: (value: number) => number;
}

/**
 * Tooltips along the lines of means: the step, the mean, its interval and n.
 *
 * @param summary - what stands before the response
 */
export function curveHits(
  groups: readonly CurveGroup[],
  styles: readonly CurveStyle[],
  { design, response, step }: Omit<CurveSet, "curves">,
  { width, height, across, down }: CurvePlaces,
  summary: string,
): SpecPart[] {
  const place = ({ step: at, mean }: CurveMean): Pick<HitPoint, "x" | "y"> => ({
    x: across(at),
    y: Math.max(0, Math.min(height, down(mean))),
  });
  const lines = styles.map(({ levels, text }) =>
    (atLevels(groups, levels)?.means ?? [])
      .filter(({ mean }) => !Number.isNaN(mean))
      .map((point) => ({ ...place(point), tips: tipsOf(point, text) })),
  );
  const factors = design.factors.map(({ name }) => name).join(", ");
  return lineHits(lines, width, [
    ...(factors === "" ? [] : [tip("line", factors)]),
    tip("step", step, "quantitative"),
    tip("mean", `${summary} ${response.name}`),
    tip("interval", "interval"),
    tip("n", `${unitOfValues(design)}s`, "quantitative"),
  ]);
}

function tipsOf({ step, mean, lower, upper, n }: CurveMean, line: string): HitPoint["tips"] {
  const text = (value: number): string => formatSignificant(value, 5);
  const hasInterval = Number.isFinite(lower) && Number.isFinite(upper);
  return {
    line,
    step,
    mean: text(mean),
    interval: hasInterval ? `${text(lower)} to ${text(upper)}` : "–",
    n,
  };
}
