import { FONT_FAMILY } from "../font/font.js";
import type { SpecPart } from "../render/spec.js";

/** Sizes of text, in px. */
export const TITLE_SIZE = 14;
export const SUBTITLE_SIZE = 11;
export const LABEL_SIZE = 11;

/** Ink, from the strongest to the faintest. */
export const INK = "#1f1f1f";
export const SOFT_INK = "#5c5c5c";
export const FAINT_INK = "#8f8f8f";
export const GRID_INK = "#e8e8e8";
export const BAND_INK = "#f1eee4";

/** Least width of what stands left of a value axis, so that axes above each other have their titles in line. */
export const AXIS_EXTENT = 42;

/** Free room around everything, in px. */
export const SCREEN_PADDING = 12;

/** The mark of an estimate, small beside its interval, and set off from what lies under it. */
export const MEAN_MARK: SpecPart = {
  type: "point",
  filled: true,
  size: 36,
  opacity: 1,
  stroke: "white",
  strokeWidth: 0.9,
};

/** An interval: the width of its rule, and the caps at its ends, in px. */
export const RULE_WIDTH = 1.8;
export const CAP: SpecPart = { size: 9, thickness: 1.4 };

/** Vega-Lite configuration of every chart on a screen. */
export const SCREEN_THEME: SpecPart = {
  font: FONT_FAMILY,
  aria: false,
  background: "white",
  padding: SCREEN_PADDING,
  view: { stroke: null },
  concat: { spacing: 14 },
  title: {
    anchor: "start",
    frame: "bounds",
    fontSize: TITLE_SIZE,
    fontWeight: "bold",
    color: INK,
    offset: 12,
    lineHeight: 18,
    subtitleFontSize: SUBTITLE_SIZE,
    subtitleFontWeight: "normal",
    subtitleColor: SOFT_INK,
    subtitleLineHeight: 16,
    subtitlePadding: 6,
  },
  axis: {
    domainColor: FAINT_INK,
    tickColor: FAINT_INK,
    tickSize: 4,
    gridColor: GRID_INK,
    labelColor: INK,
    labelFontSize: LABEL_SIZE,
    labelFontWeight: "normal",
    labelLimit: 0,
    maxExtent: 400,
    labelPadding: 4,
    labelLineHeight: 14,
    titleColor: INK,
    titleFontSize: LABEL_SIZE,
    titleFontWeight: "normal",
    titlePadding: 8,
    titleLineHeight: 14,
    titleLimit: 0,
  },
};
