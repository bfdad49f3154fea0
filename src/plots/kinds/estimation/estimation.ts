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
import { fitSize, type PlotArea } from "../../chart/fit-size.js";
import { legendView, type LegendChannels } from "../../marks/legend.js";
import { observationRows } from "../../parts/observation-rows.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { VEGA_LITE_SCHEMA, type SpecPart, type VegaLiteSpec } from "../../render/spec.js";
import { SCREEN_THEME } from "../../look/theme.js";
import { capital, unitOfValues } from "../../parts/words.js";
import {
  comparisonTitle,
  designSentences,
  intervalWords,
  sizeAndPairing,
} from "../../parts/titles.js";

/** Room of one level, in px. */
const SLOT = { most: 104, least: 24, group: 40, all: 720 } as const;

/** More points than this are thinned. */
const MOST_POINTS = 1500;

/** Usual height of the marks of one row of panels, in px, where there is one row and where there are more. */
const ROW_HEIGHT = { one: 330, more: 250 } as const;

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
    (area, textWidth) => estimationSpec(source, options, area, textWidth),
    usualArea(comparison, grid),
    options,
  );
  return new Chart({
    spec,
    description: comparisonDescription(comparison, "Estimation plot"),
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

function usualArea(comparison: Comparison, grid: readonly (readonly Panel[])[]): PlotArea {
  const { design } = comparison;
  const levels = slotCount(comparison);
  const groups = design.factors
    .slice(1)
    .reduce((product, { levels: { length } }) => product * length, 1);
  const columns = grid[0]?.length ?? 1;
  const fair = Math.min(SLOT.most, Math.floor(SLOT.all / (columns * levels)));
  const slot = Math.max(SLOT.least, groups > 1 ? groups * SLOT.group : 0, fair);
  const height = grid.length > 1 ? ROW_HEIGHT.more : ROW_HEIGHT.one;
  return { width: slot * levels * columns, height: height * grid.length };
}

/** Levels side by side; a floating axis takes the room of one more. */
function slotCount(comparison: Comparison): number {
  return (comparison.design.factors[0]?.levels.length ?? 1) + (isFloating(comparison) ? 1 : 0);
}

/** What is drawn. */
interface EstimationSource {
  readonly comparison: Comparison;
  readonly grid: readonly (readonly Panel[])[];
  /** Says what was left out of the points; empty where nothing was. */
  readonly capNote: string;
}

function estimationSpec(
  { comparison, grid, capNote }: EstimationSource,
  options: DrawOptions,
  area: PlotArea,
  textWidth: number,
): VegaLiteSpec {
  const columns = grid[0]?.length ?? 1;
  const slot = area.width / columns / slotCount(comparison);
  const look = {
    ...comparisonLook(comparison, slot, options),
    joinsSeeds: comparison.design.paired && capNote === "",
  };
  const floating = isFloating(comparison);
  const rows = grid.map((panels) => {
    const row = { comparison, panels, height: area.height / grid.length };
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
    vconcat: [...legends(comparison, look, area.width), { vconcat: rows, spacing: 26 }],
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

/** How differences are drawn, and that several of them leave more room for chance than one. */
function differenceWords({ differences }: Comparison): string {
  const intervals = differences.filter(({ lower }) => Number.isFinite(lower)).length;
  if (intervals === 0) return "";
  const drawn = " with interval and t density";
  return intervals === 1
    ? drawn
    : `${drawn}; intervals are not adjusted for the ${intervals} contrasts`;
}

function sentences(comparison: Comparison, look: ComparisonLook, floating: boolean): string[] {
  const control = look.names[0]!(look.slots.levels[0] ?? null);
  const where = floating ? "On the right" : "Below";
  const units = capital(`${unitOfValues(comparison.design)}s`);
  return [
    `${units} with their ${intervalWords(comparison)}; ${sizeAndPairing(comparison)}`,
    `${where}, differences to ${control}${differenceWords(comparison)}`,
    ...designSentences(comparison),
    look.styles.some((style) => !style.standsOut) ? "Colour marks the control and the best" : "",
  ];
}
