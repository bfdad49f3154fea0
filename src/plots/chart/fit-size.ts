import type { DrawOptions } from "./chart-options.js";
import { titleText } from "./caption.js";
import { paperOf, withPaper } from "./paper.js";
import { renderSvg } from "../render/render-svg.js";
import type { VegaLiteSpec } from "../render/spec.js";
import { applyTheme, PADDING } from "../look/themes.js";

/** Room for the marks, without axes, titles and labels: all columns and all rows together, in px. */
export interface PlotArea {
  readonly width: number;
  readonly height: number;
}

/** Axis, labels and padding beside the plotting area, where it has not been measured. */
const USUAL_MARGIN = 70;

/** The least room that is left for marks, whatever size is asked for. */
const LEAST = 40;

/** How often a picture is measured at most. */
const MOST_PASSES = 5;

/**
 * Builds a chart at its usual size, or such that the whole picture has the size that is asked for: it is built,
 * measured, and built again with what is left after text. The theme is applied to whatever is built.
 *
 * @param build takes the plotting area, and the width to which titles are wrapped
 * @throws CeterisError CHART for a size or a theme that does not exist
 */
export function fitSize(
  build: (area: PlotArea, textWidth: number) => VegaLiteSpec,
  usual: PlotArea,
  options: DrawOptions,
): VegaLiteSpec {
  const { theme, width, height, note } = paperOf(options);
  // On paper a caption says what a title would.
  const hasTitle = theme !== "paper" || options.title !== undefined;
  const dressed = (area: PlotArea, textWidth: number): VegaLiteSpec => {
    const spec = applyTheme(build(area, textWidth), theme);
    return hasTitle
      ? spec
      : withPaper(untitled(spec), note && { ...note, caption: titleText(spec) });
  };
  const room = width === undefined ? usual.width + USUAL_MARGIN : width - 2 * PADDING[theme];
  const wide =
    width === undefined
      ? usual.width
      : settled(usual.width, (plot) =>
          fit(width, plot, untitled(dressed({ ...usual, width: plot }, room)), "width"),
        );
  const area = { width: wide, height: usual.height };
  const high =
    height === undefined ? usual.height : fit(height, usual.height, dressed(area, room), "height");
  const spec = dressed({ width: wide, height: high }, room);
  return hasTitle ? withPaper(spec, note) : spec;
}

/** The plotting area's length, such that the whole picture has the wanted one. */
function fit(wanted: number, plot: number, spec: VegaLiteSpec, length: "width" | "height"): number {
  return Math.max(LEAST, plot + wanted - renderSvg(spec)[length]);
}

/**
 * A length after it was fitted until it stays: labels that are turned in less room change what stands beside the marks.
 * Where none is right, as a legend needs more, it is the first of those that come nearest.
 */
function settled(usual: number, fitted: (plot: number) => number): number {
  let [nearest, least, plot] = [usual, Infinity, usual];
  for (let pass = 0; pass < MOST_PASSES && least >= 1; pass++) {
    const next = fitted(plot);
    const off = Math.abs(next - plot);
    if (off < least - 1) [nearest, least] = [plot, off];
    plot = next;
  }
  return nearest;
}

/** A title is wrapped to the width that is wanted, and would hide what the rest needs. */
function untitled(spec: VegaLiteSpec): VegaLiteSpec {
  return { ...spec, title: "" };
}
