import type { Comparison } from "../../../compare/comparison.js";
import { listWords } from "../../../util/list-words.js";
import type { DrawOptions, TaskMeasure } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { comparisonLook, type ComparisonLook } from "../../parts/comparison-look.js";
import { domainOf } from "../../marks/domain.js";
import { freeNames } from "../../chart/free-names.js";
import {
  checkMeasures,
  MEASURE_NAMES,
  type MeasurePanel,
  measurePanels,
  OPTIMUM,
} from "./interval-measure-panels.js";
import { intervalView, labelWidth } from "./interval-view.js";
import type { KeptLevels } from "../../parts/keep-best-levels.js";
import { headed } from "../../parts/panel-heading.js";
import type { Panel } from "../../parts/panels.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { taskScores, type TaskScores, taskWords } from "../../parts/task-scores.js";
import { coloursSentence } from "../../parts/sentences/caps.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { capital, percentText, sizeText } from "../../parts/words.js";

/** Usual sizes in px. */
const COLUMN = { all: 680, most: 340, least: 130 } as const;
const LINE = 28;

/**
 * Measures over tasks of each level with their stratified bootstrap intervals: a column per measure, a row per response.
 *
 * @throws CeterisError CHART for a measure that does not exist, where there is not one factor, where the direction of a
 * response is not known, or where runs never came where `stepsTo` waits for them
 */
export function measureIntervals(
  { comparison, note }: KeptLevels,
  measures: readonly TaskMeasure[],
  options: DrawOptions,
): Chart {
  checkMeasures(measures, comparison);
  const all = taskScores(comparison, "An interval plot of measures over tasks");
  const grid = all.map((scores) => measurePanels(scores, measures, comparison));
  const levels = comparison.design.factors[0]!.levels.length;
  const column = Math.max(COLUMN.least, Math.min(COLUMN.most, COLUMN.all / measures.length));
  const look = comparisonLook(comparison, LINE, options);
  const draws = drawnWords(comparison, measures, grid);
  return panelsChart(
    {
      comparison,
      kind: "Interval plot",
      draws,
      grid,
      usual: {
        width: column * measures.length,
        height: Math.max(levels * LINE, 36) * grid.length,
      },
      beside: labelWidth(look),
      sentences: () => [
        `${capital(draws)}; ${sizeWords(comparison)}`,
        all[0] === undefined ? "" : taskWords(comparison, all[0]),
        measures.includes("optimalityGap") ? gapWords(all) : "",
        ...designSentences(comparison),
        note,
        coloursSentence(look.styles, comparison.design.responses),
      ],
      view: (panel, place) => measureView(panel, look, place),
      rows: grid.flat().flatMap((panel) => measureRows(panel, comparison)),
    },
    options,
  );
}

function measureView(panel: Panel, look: ComparisonLook, place: PanelPlace): SpecPart {
  const domain = domainOf(panel.cells.flatMap((one) => [one.estimate, one.lower, one.upper]));
  const centre = panel.heading;
  const withSizes = place.isLast && new Set(panel.cells.map(sizeText)).size > 1;
  return headed(panel.heading, intervalView(panel, { look, place, domain, centre, withSizes }));
}

/** `mean and IQM with 95% stratified bootstrap interval`. */
function drawnWords(
  { design }: Comparison,
  measures: readonly TaskMeasure[],
  grid: readonly (readonly MeasurePanel[])[],
): string {
  const names = listWords(measures.map((measure) => MEASURE_NAMES[measure]));
  const isBounded = grid
    .flat()
    .some(({ cells }) => cells.some(({ lower }) => Number.isFinite(lower)));
  return isBounded
    ? `${names} with ${percentText(design.confidence)} stratified bootstrap interval`
    : names;
}

/** `The optimality gap is how far runs fall short of 1, less is better`. */
function gapWords(all: readonly TaskScores[]): string {
  const optima = [...new Set(all.map(({ direction }) => OPTIMUM[direction]))];
  return `The optimality gap is how far runs fall short of ${listWords(optima.map(String), "or")}, less is better`;
}

function measureRows(
  { measure, response, cells }: MeasurePanel,
  { design }: Comparison,
): SpecRow[] {
  const taken = ["response", "measure", "n", "failed", "estimate", "lower", "upper"];
  const [name] = freeNames([design.factors[0]!.name], taken);
  return cells.map(({ levels, n, failed, estimate, lower, upper }) => ({
    response: response.name,
    [name!]: levels[0] ?? null,
    measure: MEASURE_NAMES[measure],
    n,
    failed,
    estimate,
    lower,
    upper,
  }));
}
