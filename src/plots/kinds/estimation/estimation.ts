import type { Comparison } from "../../../compare/comparison.js";
import { hasControlAxis } from "../../../compare/control-axis.js";
import { CeterisError } from "../../../util/error.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import { chartTitle } from "../../chart/chart-title.js";
import { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { capObservations } from "../../parts/cap-observations.js";
import { comparisonDescription } from "../../parts/description.js";
import { comparisonLook, listedStyles, type ComparisonLook } from "../../parts/comparison-look.js";
import { floatingRow, isFloating } from "./estimation-floating.js";
import { stackedRow } from "./estimation-stacked.js";
import { fitSize, type Layout, type PlotArea } from "../../chart/fit-size.js";
import { legendView, type LegendChannels } from "../../marks/legend.js";
import { observationRows } from "../../parts/observation-rows.js";
import {
  panelLayouts,
  wrapRows,
  type PanelRoom,
  type PanelRows,
} from "../../parts/panel-layouts.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { VEGA_LITE_SCHEMA, type SpecPart, type VegaLiteSpec } from "../../render/spec.js";
import { SCREEN_THEME } from "../../look/theme.js";
import { capital } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";
import { comparisonTitle } from "../../parts/titles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { adjustmentWords, contrastInterval } from "../../parts/sentences/adjustment.js";
import { coloursSentence } from "../../parts/sentences/caps.js";
import { intervalWords, noIntervalSentence } from "../../parts/sentences/intervals.js";
import { marginSentence } from "../../parts/sentences/margin.js";
import { pairsSentences, sizeAndPairing } from "../../parts/sentences/pairing.js";

/** Room of one level, in px. */
const SLOT = { most: 104, least: 22, tight: 12, group: 40, all: 720 } as const;

/** More points than this are thinned. */
const MOST_POINTS = 1500;

/** Usual height of the marks of one row of panels, in px, where there is one row and where there are more. */
const ROW_HEIGHT = { one: 350, more: 270 } as const;

/** Px between rows of panels: more than between the halves of one. */
const ROW_GAP = 40;

/**
 * An estimation plot: every run above, with mean and interval of each level; the differences to the control below,
 * with interval and t density. With two levels the differences have a floating axis beside the runs.
 *
 * Facets are columns and rows, a second factor is the colour, a third the shape. Source: Ho et al., "Moving beyond
 * P values: data analysis with estimation graphics", Nature Methods 16 (2019).
 *
 * @throws CeterisError CHART when there are no two levels to compare, or no differences to a control
 */
export function estimation(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("estimation", comparison, options);
  refuseNoContrast(comparison);
  const capped = capObservations(
    comparison.observations,
    MOST_POINTS,
    unitOfValues(comparison.design),
  );
  const grid = panelGrid(comparison, capped.observations);
  const source = { comparison, grid, capNote: capped.note };
  const spec = fitSize(
    (area, textWidth, { columns, floating }) =>
      estimationSpec(source, options, { area, textWidth, columns, floating }),
    layoutsOf(comparison, grid),
    options,
  );
  return new Chart({
    spec,
    description: comparisonDescription(comparison, "Estimation plot", intervalWords(comparison)),
    rows: observationRows(comparison),
  });
}

function refuseNoContrast({ design, differences, formula }: Comparison): void {
  if ((design.factors[0]?.levels.length ?? 0) <= 1)
    throw new CeterisError(
      "CHART",
      `'${formula}' compares no two levels, which an estimation plot needs; draw it as 'interval'.`,
    );
  if (hasControlAxis(design, differences)) return;
  throw new CeterisError(
    "CHART",
    `'${formula}' has no differences to one control, which an estimation plot draws, but ratios, ranks, pairs or several effects; draw it as 'interval'.`,
  );
}

/** A way to lay it out, with the differences beside the runs or below them. */
interface EstimationLayout extends Layout {
  readonly floating: boolean;
}

function layoutsOf(comparison: Comparison, grid: PanelRows): EstimationLayout[] {
  return (isFloating(comparison) ? [true, false] : [false]).flatMap((floating) =>
    panelLayouts(
      grid,
      (rows) => usualArea(comparison, rows, floating),
      roomOf(comparison, floating),
    ).map((layout) => ({ ...layout, floating })),
  );
}

function usualArea(comparison: Comparison, grid: PanelRows, floating: boolean): PlotArea {
  const { design } = comparison;
  const levels = slotCount(comparison, floating);
  const groups = design.factors
    .slice(1)
    .reduce((product, { levels: { length } }) => product * length, 1);
  const columns = grid[0]?.length ?? 1;
  const fair = Math.min(SLOT.most, Math.floor(SLOT.all / (columns * levels)));
  const slot = Math.max(SLOT.least, groups > 1 ? groups * SLOT.group : 0, fair);
  const height = grid.length > 1 ? ROW_HEIGHT.more : ROW_HEIGHT.one;
  return { width: slot * levels * columns, height: height * grid.length };
}

/** What a panel needs where a size is asked for. */
function roomOf(comparison: Comparison, floating: boolean): PanelRoom {
  const slots = slotCount(comparison, floating);
  return {
    least: { width: Math.max(36, slots * SLOT.tight), height: floating ? 60 : 96 },
    good: { width: Math.max(66, slots * SLOT.least), height: floating ? 90 : 130 },
  };
}

/** Levels side by side; a floating axis takes the room of one more. */
function slotCount({ design }: Comparison, floating: boolean): number {
  return (design.factors[0]?.levels.length ?? 1) + (floating ? 1 : 0);
}

/** What is drawn. */
interface EstimationSource {
  readonly comparison: Comparison;
  readonly grid: readonly (readonly Panel[])[];
  /** Says what was left out of the points; empty where nothing was. */
  readonly capNote: string;
}

/** How it is laid out. */
interface EstimationPlace {
  readonly area: PlotArea;
  readonly textWidth: number;
  readonly columns: number;
  readonly floating: boolean;
}

function estimationSpec(
  { comparison, grid, capNote }: EstimationSource,
  options: DrawOptions,
  { area, textWidth, columns, floating }: EstimationPlace,
): VegaLiteSpec {
  const slot = area.width / columns / slotCount(comparison, floating);
  const look = {
    ...comparisonLook(comparison, slot, options),
    joinsSeeds: comparison.design.paired && capNote === "",
  };
  const wrapped = grid.flatMap((peers) =>
    wrapRows([peers], columns).map((panels) => ({ peers, panels })),
  );
  const rows = wrapped.map(({ panels, peers }, i) => {
    const headings = panels.map(({ heading }, j) =>
      wrapped[i - 1]?.panels[j]?.heading === heading ? "" : heading,
    );
    const covered = wrapped[i + 1]?.panels.length ?? 0;
    const height = area.height / wrapped.length;
    const row = { comparison, panels, peers, headings, height, covered };
    const own = { ...look, response: panels[0]?.response.name ?? "" };
    return floating ? floatingRow(row, own) : stackedRow(row, own);
  });
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: chartTitle(
      {
        title: options.title ?? comparisonTitle(comparison),
        sentences: [...sentences(comparison, look, floating), capNote],
      },
      textWidth,
    ),
    vconcat: [...legends(comparison, look, area.width), { vconcat: rows, spacing: ROW_GAP }],
    spacing: 10,
    config: SCREEN_THEME,
  };
}

function legends(
  comparison: Comparison,
  { factors, styles, shapes }: ComparisonLook,
  width: number,
): SpecPart[] {
  return [styles, shapes].flatMap((entry, i) => {
    const name = factors[i + 1]?.name;
    if (name === undefined) return [];
    const listed = listedStyles(comparison, i + 1, entry);
    const by = legendChannels(i, factors.length);
    return [legendView({ name, styles: entry, listed, by }, width)];
  });
}

/** Colour and shape both tell the second factor, unless a third needs the shape. */
function legendChannels(entry: number, factors: number): LegendChannels {
  if (factors === 2) return { colour: true, shape: true };
  return { colour: entry === 0, shape: entry === 1 };
}

/** How differences are drawn, or that there is none. */
function differenceWords(comparison: Comparison, control: string): string {
  const contrasts = comparison.differences.filter(({ difference }) => Number.isFinite(difference));
  if (contrasts.length === 0) return `there is no difference to ${control}`;
  const interval = contrastInterval(contrasts, "interval and t density");
  return `differences to ${control}${interval}${adjustmentWords(comparison, contrasts, false)}`;
}

function sentences(comparison: Comparison, look: ComparisonLook, floating: boolean): string[] {
  const control = look.names[0]!(look.slots.levels[0] ?? null);
  const where = floating ? "On the right" : "Below";
  const units = capital(`${unitOfValues(comparison.design)}s`);
  return [
    `${units} with their ${intervalWords(comparison)}; ${sizeAndPairing(comparison)}`,
    `${where}, ${differenceWords(comparison, control)}`,
    ...pairsSentences(comparison),
    noIntervalSentence(comparison.cells),
    marginSentence(comparison.design),
    ...designSentences(comparison),
    coloursSentence(look.styles, comparison.design.responses),
  ];
}
