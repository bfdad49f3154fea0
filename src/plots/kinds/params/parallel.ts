import type { Comparison } from "../../../compare/comparison.js";
import type { Estimate, Factor, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import { countText } from "../../../util/count-text.js";
import { spread } from "../../../util/spread.js";
import { cellRows } from "../../parts/cell-rows.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { LATER } from "../../chart/check-draw-options.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { emptyNote } from "../../marks/encode.js";
import { combinationNames } from "../../look/level-names.js";
import { countBeyond, factorAxis, responseAxis } from "./parallel-axes.js";
import { parallelView } from "./parallel-view.js";
import { headed, panelName } from "../../parts/panel-heading.js";
import { zeroSentence } from "../../marks/number-axis.js";
import { type Panel, panelGrid } from "../../parts/panels.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import type { SpecPart } from "../../render/spec.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { centreWord } from "../../parts/sentences/intervals.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { capital, percentText } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";

/** Px between a panel and its heading: the names of the axes stand there. */
const ABOVE_NAMES = 48;

/** Px between two axes, and of an axis. */
const AXIS = { most: 190, least: 74, all: 820, height: 300, highest: 420, name: 14 } as const;

/** More lines than this in a panel are thinned. */
const MOST_LINES = 300;

/** The share that stands out by default. */
const BEST = 0.1;

/** Options of `parallel`. */
export interface ParallelOptions extends DrawOptions {
  /** The share of configurations that stand out, by the response. Default 0.1. */
  readonly best?: number;
}

/** The lines of one panel. */
interface Lines {
  readonly cells: readonly Estimate[];
  readonly best: ReadonlySet<Estimate>;
  /** Cells with a value, drawn or not. */
  readonly all: number;
}

/**
 * Parallel coordinates: a line for each configuration of the factors, from axis to axis and to the mean of the response,
 * the best tenth in colour. `~ .` takes every param that varies. Axes of numbers are logarithmic where they span two
 * decades. Facets and responses are panels.
 *
 * @throws CeterisError CHART without a factor, or where the share that stands out is not between 0 and 1
 */
export function parallel(comparison: Comparison, options: ParallelOptions = {}): Chart {
  checkDrawing("parallel", comparison, options, { best: LATER });
  const { best = BEST } = options;
  refuse(comparison, best);
  const { design } = comparison;
  const grid = panelGrid(comparison);
  const lines = new Map(grid.flat().map((panel) => [panel, linesOf(panel, best)]));
  const panels = [...lines.values()];
  const columns = grid[0]?.length ?? 1;
  const step = Math.max(
    AXIS.least,
    Math.min(AXIS.most, AXIS.all / columns / design.factors.length),
  );
  return panelsChart(
    {
      comparison,
      kind: "Parallel coordinates",
      draws: `a line for each configuration, and the ${centreWord(comparison)}`,
      grid,
      usual: {
        width: step * design.factors.length * columns,
        height: axisHeight(design.factors) * grid.length,
      },
      sentences: () => sentences(comparison, panels, best),
      view: (panel, place) => panelView(panel, comparison, lines.get(panel)!, place),
      rows: cellRows(comparison),
    },
    options,
  );
}

/** High enough for the names of all levels, where they are not too many. */
function axisHeight(factors: readonly Factor[]): number {
  const names = factors.map(({ levels, numeric }) => (numeric ? 0 : levels.length));
  return Math.max(AXIS.height, Math.min(AXIS.highest, AXIS.name * Math.max(...names)));
}

function refuse({ design, formula }: Comparison, best: number): void {
  if (design.factors.length === 0)
    throw new CeterisError(
      "CHART",
      `Parallel coordinates need a param and '${formula}' has none; name some, as in accuracy ~ lr + width, or all by accuracy ~ . .`,
    );
  if (!(best > 0 && best < 1))
    throw new CeterisError(
      "CHART",
      `The share of the best is ${best}; give one between 0 and 1, such as 0.1.`,
    );
}

/** The best ones all, of the others evenly over their values as many as there is room for. */
function linesOf({ cells, response }: Panel, share: number): Lines {
  const sorted = cells
    .filter(({ estimate }) => Number.isFinite(estimate))
    .toSorted((a, b) => a.estimate - b.estimate);
  const ranked = response.direction === "down" ? sorted : sorted.toReversed();
  const count = response.direction === undefined ? 0 : Math.ceil(share * sorted.length);
  const [best, others] = [ranked.slice(0, count), ranked.slice(count)];
  const kept = spread(best, MOST_LINES / 2);
  const drawn = [...spread(others, MOST_LINES - kept.length), ...kept.toReversed()];
  return { cells: drawn, best: new Set(best), all: sorted.length };
}

function panelView(
  panel: Panel,
  { design, cells }: Comparison,
  lines: Lines,
  { width, height }: PanelPlace,
): SpecPart {
  const own = cells.filter(({ response }) => response === panel.response.name);
  const heading = panelName(panel, design);
  if (lines.cells.length === 0)
    return headed(heading, { width, height, layer: [emptyNote(panel.empty, width, height)] });
  const nameOf = combinationNames(
    design.factors,
    lines.cells.map(({ levels }) => levels),
  );
  const axes = [
    ...design.factors.map((factor, i) => factorAxis(factor, i, height)),
    responseAxis(own, panel.response, height),
  ];
  const view = {
    axes,
    cells: lines.cells,
    best: lines.best,
    cellName: ({ levels }: Estimate) => nameOf(levels),
    response: panel.response.name,
  };
  return headed(heading, parallelView(view, width, height), ABOVE_NAMES);
}

function sentences(comparison: Comparison, panels: readonly Lines[], best: number): string[] {
  const { design } = comparison;
  const [all, drawn] = [
    sum(panels.map((one) => one.all)),
    sum(panels.map(({ cells }) => cells.length)),
  ];
  return [
    `Each line is one configuration and the ${centreWord(comparison)} of its ${unitOfValues(comparison.design)}s; ${sizeWords(comparison)}`,
    bestSentence(design.responses, best, panels),
    ...designSentences(comparison),
    drawn < all ? `${drawn} of ${all} lines are drawn` : "",
    ...design.responses.map((response) => beyondSentence(comparison, response)),
    zeroSentence(design.factors),
  ];
}

function beyondSentence({ cells }: Comparison, response: Response): string {
  const own = cells.filter((cell) => cell.response === response.name);
  const beyond = countBeyond(own, response);
  const are = beyond === 1 ? "a line that goes" : `${beyond} lines that go`;
  return beyond === 0 ? "" : `▲ or ▼ at the end of an axis: ${are} beyond it in ${response.name}`;
}

/** How many lines stand out, or which share of several panels: at least one of each. */
function bestSentence(
  responses: readonly Response[],
  best: number,
  panels: readonly Lines[],
): string {
  const unknown = responses.find(({ direction }) => direction === undefined);
  if (unknown !== undefined)
    return `No line of ${unknown.name} stands out, as it is not known whether more is better`;
  const texts = new Set(panels.filter(({ all }) => all > 0).map(bestText));
  const [only] = texts;
  if (only === undefined) return "";
  if (panels.length === 1) return `${capital(only)} in colour`;
  return texts.size === 1
    ? `In each panel ${only} in colour`
    : `In each panel the best ${percentText(best)} of its lines in colour, at least one`;
}

/** `the best 40 of 400 lines` */
function bestText({ best, all }: Lines): string {
  return `the best${best.size === 1 ? "" : ` ${best.size}`} of ${countText(all, "line")}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
