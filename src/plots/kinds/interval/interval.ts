import type { Comparison } from "../../../compare/comparison.js";
import type { Design, Response } from "../../../compare/types.js";
import type { DrawOptions, TaskMeasure } from "../../chart/chart-options.js";
import { cellRows } from "../../parts/cell-rows.js";
import { censoredNote, hasCensored } from "../../parts/censored-marks.js";
import type { Chart } from "../../chart/chart.js";
import { type Domain, domainOf } from "../../marks/domain.js";
import { comparisonLook, type ComparisonLook, listedStyles } from "../../parts/comparison-look.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { measureIntervals } from "./interval-measures.js";
import { intervalView, isOnLog, labelWidth } from "./interval-view.js";
import { keepBestLevels } from "../../parts/keep-best-levels.js";
import { type LegendChannels, legendView } from "../../marks/legend.js";
import { sizesDiffer } from "../../parts/level-axis.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import type { LevelStyle } from "../../look/level-style.js";
import { headed, panelName } from "../../parts/panel-heading.js";
import type { PanelRows } from "../../parts/panel-layouts.js";
import { type Panel, panelGrid } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import type { SpecPart } from "../../render/spec.js";
import { coloursSentence } from "../../parts/sentences/caps.js";
import { capital } from "../../parts/words.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { intervalWords, noIntervalSentence } from "../../parts/sentences/intervals.js";
import { sizeAndPairing } from "../../parts/sentences/pairing.js";

/** More levels than this are cut to the best. */
const MOST_LEVELS = 50;

/** More levels than this have less room each. */
const CROWDED = 20;

/** Usual sizes in px. */
const COLUMN = { all: 640, most: 340, least: 130 } as const;
const LINE = { one: 28, crowded: 20, group: 19, gap: 12, tight: 13 } as const;

/** Options of `interval`. */
export interface IntervalOptions extends DrawOptions {
  /**
   * Measures over tasks to draw instead of the estimates: all runs of a level as one number, with a stratified bootstrap
   * interval. Facets are tasks, or blocks that have several runs of a level.
   */
  readonly measures?: readonly TaskMeasure[];
}

/**
 * Estimate and interval of each level, one line a level: a column per response, or, with facets, a column per level of the
 * first, and a row per response and level of the second. More than eight levels that have no order of their own are put
 * in the order of their estimates, the control first; beyond 50 the control and the best are drawn.
 *
 * With `measures` each level has the interquartile mean over tasks and its kin instead: a column per measure, a row per
 * response.
 *
 * Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021).
 *
 * @throws CeterisError CHART for measures that do not exist; where there are measures, without a direction, with other
 * than one factor, and where runs never came where `stepsTo` waits for them
 */
export function interval(comparison: Comparison, options: IntervalOptions = {}): Chart {
  const { measures, ...rest } = options;
  checkDrawing("interval", comparison, rest);
  const kept = keepBestLevels(comparison, MOST_LEVELS);
  if (measures !== undefined) return measureIntervals(kept, measures, rest);
  const { cells, design } = kept.comparison;
  const look = comparisonLook(kept.comparison, 0, rest);
  const domains = new Map(
    design.responses.map((one) => [one.name, responseDomain(kept.comparison, one)]),
  );
  const withSizes = sizesDiffer(cells);
  return panelsChart(
    {
      comparison,
      kind: "Interval plot",
      draws: intervalWords(kept.comparison),
      grid: measureGrid(kept.comparison),
      usual: (grid) => usualArea(design, grid),
      room: {
        least: { width: 44, height: look.slots.levels.length * LINE.tight },
        good: { width: 56 },
      },
      beside: labelWidth(look),
      sentences: () => [
        `${capital(intervalWords(kept.comparison))}; ${sizeAndPairing(kept.comparison)}`,
        noIntervalSentence(kept.comparison.cells),
        ...designSentences(kept.comparison),
        censoredNote(kept.comparison, "▷"),
        kept.note,
        coloursSentence(look.styles, design.responses),
      ],
      above: (width) => legends(kept.comparison, look, width),
      view: (panel, place) => {
        const domain = domains.get(panel.response.name)!;
        const heading = panelName(panel, design);
        const centre = hasCensored(panel.cells) ? "median" : "mean";
        return headed(heading, intervalView(panel, { look, domain, centre, withSizes, place }));
      },
      rows: cellRows(kept.comparison),
    },
    rest,
  );
}

/** Measures side by side, or a row of facets for each of them. */
function measureGrid(comparison: Comparison): Panel[][] {
  const grid = panelGrid(comparison);
  return comparison.design.facets.length === 0 ? [grid.flat()] : grid;
}

function usualArea({ factors }: Design, rows: PanelRows): PlotArea {
  const levels = factors[0]?.levels.length ?? 1;
  const groups = factors.slice(1).reduce((product, { levels: { length } }) => product * length, 1);
  const one = levels > CROWDED ? LINE.crowded : LINE.one;
  const line = groups === 1 ? one : groups * LINE.group + LINE.gap;
  const columns = rows[0]?.length ?? 1;
  const column = Math.max(COLUMN.least, Math.min(COLUMN.most, COLUMN.all / columns));
  return { width: column * columns, height: Math.max(levels * line, 36) * rows.length };
}

function responseDomain({ cells, observations }: Comparison, response: Response): Domain {
  const own = cells.filter((cell) => cell.response === response.name);
  // Beyond the slowest run that got there lie those that never did.
  const runs = hasCensored(own) ? observations.filter((one) => one.response === response.name) : [];
  const values = [
    ...own.flatMap(({ estimate, lower, upper }) => [estimate, lower, upper]),
    ...runs.map(({ value }) => value),
  ];
  if (!isOnLog(response)) return domainOf(values);
  const [low, high] = domainOf(values.filter((value) => value > 0).map(Math.log));
  return [Math.exp(low), Math.exp(high)];
}

function legends(
  comparison: Comparison,
  { factors, styles, shapes }: ComparisonLook,
  width: number,
): SpecPart[] {
  const legendOf = (
    position: number,
    own: readonly LevelStyle[],
    by: LegendChannels,
  ): SpecPart[] => {
    const name = factors[position]?.name;
    if (name === undefined) return [];
    const listed = listedStyles(comparison, position, own);
    return [legendView({ name, styles: own, listed, by }, width)];
  };
  return [
    ...legendOf(1, styles, { colour: true, shape: shapes.length === 0 }),
    ...legendOf(2, shapes, { colour: false, shape: true }),
  ];
}
