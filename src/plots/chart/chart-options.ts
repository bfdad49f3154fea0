import type { Length } from "./length.js";
import type { ThemeName } from "../look/themes.js";

/** Charts of a comparison by name. */
export const COMPARISON_CHARTS = [
  "estimation",
  "interval",
  "slopes",
  "response",
  "heatmap",
  "parallel",
  "design",
  "ranks",
  "profile",
  "improvement",
  "interaction",
  "importance",
  "pairwise",
  "forest",
  "budget",
] as const;

export type ComparisonChartName = (typeof COMPARISON_CHARTS)[number];

/** Charts of a statistic by its step, which `plot` draws by name. */
export const STEP_CHARTS = ["curves", "efficiency"] as const;

export type StepChartName = (typeof STEP_CHARTS)[number];

/** What every chart lets its caller choose. */
export interface DrawOptions {
  /**
   * Width of the whole picture, text included: px, or a text such as "85mm" or "3.35in". The picture has exactly this
   * width, with text of the size of `fontSize`: panels are laid in more rows where they need to, and a width in which
   * text leaves no room for marks is refused. Default: by the number of levels and facets.
   */
  readonly width?: Length;
  /** Height of the whole picture, as its width. Default: by the chart and the number of rows. */
  readonly height?: Length;
  /** Size of labels on paper in points, from 4 to 36; everything else follows. Default: 8 with the theme "paper", else 8.25. */
  readonly fontSize?: number;
  /**
   * "paper" has no title of its own and thin lines, "dark" is for notebooks on a dark ground. Default: "screen". What
   * the title would have said is the chart's `caption`.
   */
  readonly theme?: ThemeName;
  /** Replaces the title, above the subtitle; an empty text leaves it out. */
  readonly title?: string;
  /**
   * Fixes the colour of a level by its text: `{ adam: "#0072b2" }`, a colour of CSS. It may name levels that only other
   * figures have.
   */
  readonly colors?: Readonly<Record<string, string>>;
}

/** Measures over tasks, each of which sums up all runs of a level. */
export const TASK_MEASURES: readonly ["mean", "median", "iqm", "optimalityGap"] = [
  "mean",
  "median",
  "iqm",
  "optimalityGap",
];

export type TaskMeasure = (typeof TASK_MEASURES)[number];

/** The option that only one chart takes. */
export const OWN_OPTIONS = { best: "parallel", measures: "interval" } as const;

/** Options of `comparison.chart()` and `plot`. */
export interface ChartOptions extends DrawOptions {
  /** The chart to draw. Default: the one that suits the comparison. */
  readonly as?: ComparisonChartName;
  /** The share of configurations that stand out in `parallel`. Default 0.1. */
  readonly best?: number;
  /** Measures over tasks that `interval` draws in place of the estimates; facets are the tasks. */
  readonly measures?: readonly TaskMeasure[];
}
