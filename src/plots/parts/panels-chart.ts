import type { Comparison } from "../../compare/comparison.js";
import type { DrawOptions } from "../chart/chart-options.js";
import { chartTitle } from "../chart/chart-title.js";
import { Chart } from "../chart/chart.js";
import { comparisonDescription } from "./description.js";
import { fitSize, type PlotArea } from "../chart/fit-size.js";
import {
  panelLayouts,
  placeIn,
  wrapRows,
  type PanelRoom,
  type PanelRows,
} from "./panel-layouts.js";
import type { Panel } from "./panels.js";
import {
  VEGA_LITE_SCHEMA,
  type SpecPart,
  type SpecRow,
  type VegaLiteSpec,
} from "../render/spec.js";
import { SCREEN_THEME } from "../look/theme.js";
import { comparisonTitle } from "./titles.js";

/** Room of one panel's marks in px, and where it lies among the others. */
export interface PanelPlace extends PlotArea {
  /** At the left. */
  readonly isFirst: boolean;
  /** At the right end of its row. */
  readonly isLast: boolean;
  /** False below a panel with the same heading. */
  readonly isTop: boolean;
  /** No panel lies below. */
  readonly isBottom: boolean;
  /** No panel of the same response lies below. */
  readonly isLastOfMeasure: boolean;
}

/** A chart of a comparison that is one view for each panel. */
export interface PanelsChart {
  readonly comparison: Comparison;
  /** `Heatmap`: begins the description. */
  readonly kind: string;
  /** Default: responses and factors. */
  readonly title?: string;
  /** What is drawn of the values, for the description: `mean and 95% t interval`. */
  readonly draws: string;
  readonly grid: PanelRows;
  /**
   * All panels together, where no size is asked for. As a function of the rows in which panels lie it lets long rows be
   * wrapped.
   */
  readonly usual: PlotArea | ((grid: PanelRows) => PlotArea);
  /** Of one panel, where a size is asked for. */
  readonly room?: PanelRoom;
  /** Px beside the marks that a title may be as wide as, such as those of long names. */
  readonly beside?: number;
  /** The subtitle, for a panel of this size. */
  readonly sentences: (place: PlotArea) => readonly string[];
  /** Legends: what stands between the title and panels of this width. */
  readonly above?: (width: number) => readonly SpecPart[];
  readonly view: (panel: Panel, place: PanelPlace) => SpecPart;
  /** The rows of `data()`. */
  readonly rows: readonly SpecRow[];
}

/** Lays out a title, legends and panels, at the usual size or at the one that is asked for. */
export function panelsChart(parts: PanelsChart, options: DrawOptions): Chart {
  const spec = fitSize(
    (area, textWidth, { columns }) =>
      panelsSpec({ ...parts, grid: wrapRows(parts.grid, columns) }, options, area, textWidth),
    panelLayouts(parts.grid, parts.usual, parts.room),
    options,
  );
  return new Chart({
    spec,
    description: comparisonDescription(parts.comparison, parts.kind, parts.draws),
    rows: parts.rows,
  });
}

function panelsSpec(
  parts: PanelsChart,
  options: DrawOptions,
  area: PlotArea,
  textWidth: number,
): VegaLiteSpec {
  const { comparison, grid, beside = 0 } = parts;
  const columns = Math.max(1, ...grid.map(({ length }) => length));
  const size = { width: area.width / columns, height: area.height / grid.length };
  const room = options.width === undefined ? textWidth + beside : textWidth;
  const title = {
    title: options.title ?? parts.title ?? comparisonTitle(comparison),
    sentences: parts.sentences(size),
  };
  const rows = grid.map((panels, row) => ({
    hconcat: panels.map((panel, column) =>
      parts.view(panel, { ...size, ...placeIn(grid, row, column) }),
    ),
    spacing: 22,
  }));
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: chartTitle(title, room),
    vconcat: [...(parts.above?.(area.width) ?? []), { vconcat: rows, spacing: 22 }],
    spacing: 10,
    config: SCREEN_THEME,
  };
}
