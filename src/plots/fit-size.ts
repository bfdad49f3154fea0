import type { DrawOptions } from "./chart-options.js";
import { renderSvg } from "./render/render-svg.js";
import type { VegaLiteSpec } from "./render/spec.js";
import { SCREEN_PADDING } from "./theme.js";

/** Room for the marks, without axes, titles and labels: all columns and all rows together, in px. */
export interface PlotArea {
  readonly width: number;
  readonly height: number;
}

/** Axis, labels and padding beside the plotting area, where it has not been measured. */
const USUAL_MARGIN = 70;

/** The least room that is left for marks, whatever size is asked for. */
const LEAST = 40;

/**
 * Builds a chart at its usual size, or such that the whole picture has the size that is asked for: it is built,
 * measured, and built again with what is left after text.
 *
 * @param build takes the plotting area, and the width to which titles are wrapped
 */
export function fitSize(
  build: (area: PlotArea, textWidth: number) => VegaLiteSpec,
  usual: PlotArea,
  { width, height }: DrawOptions,
): VegaLiteSpec {
  const room = width === undefined ? usual.width + USUAL_MARGIN : width - 2 * SCREEN_PADDING;
  const wide =
    width === undefined
      ? usual.width
      : fit(width, usual.width, untitled(build(usual, room)), "width");
  const area = { width: wide, height: usual.height };
  const high =
    height === undefined ? usual.height : fit(height, usual.height, build(area, room), "height");
  return build({ width: wide, height: high }, room);
}

/** The plotting area's length, such that the whole picture has the wanted one. */
function fit(wanted: number, plot: number, spec: VegaLiteSpec, length: "width" | "height"): number {
  return Math.max(LEAST, plot + wanted - renderSvg(spec)[length]);
}

/** A title is wrapped to the width that is wanted, and would hide what the rest needs. */
function untitled(spec: VegaLiteSpec): VegaLiteSpec {
  return { ...spec, title: "" };
}
