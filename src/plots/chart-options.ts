/** Charts of a comparison by name. */
export const COMPARISON_CHARTS = ["estimation", "interval"] as const;

export type ComparisonChartName = (typeof COMPARISON_CHARTS)[number];

/** What every chart lets its caller choose. */
export interface DrawOptions {
  /**
   * Width of the whole picture in px, text included. Default: by the number of levels and facets. A picture is wider
   * than asked for where its labels and 40 px of marks need more.
   */
  readonly width?: number;
  /** Height of the whole picture in px. Default: by the chart and the number of rows. */
  readonly height?: number;
  /** Replaces the title; an empty text leaves it out. */
  readonly title?: string;
  /** Fixes the colour of a level by its text: `{ adam: "#0072b2" }`. */
  readonly colors?: Readonly<Record<string, string>>;
}

/** Options of `comparison.chart()` and `plot`. */
export interface ChartOptions extends DrawOptions {
  /** The chart to draw. Default: the one that suits the comparison. */
  readonly as?: ComparisonChartName;
}
