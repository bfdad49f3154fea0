import type { Comparison } from "../compare/comparison.js";
import { hasControlAxis } from "../compare/control-axis.js";
import { isPlain } from "../compare/tables.js";
import { isRatio } from "../compare/transform.js";
import type { Design } from "../compare/types.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { nearestName } from "../util/nearest-name.js";
import { checkDrawOptions, LATER } from "./chart/check-draw-options.js";
import { budget } from "./kinds/budget/budget.js";
import {
  COMPARISON_CHARTS,
  OWN_OPTIONS,
  STEP_CHARTS,
  type ChartOptions,
  type ComparisonChartName,
} from "./chart/chart-options.js";
import type { Chart } from "./chart/chart.js";
import { design as designChart } from "./kinds/tiles/design.js";
import { estimation } from "./kinds/estimation/estimation.js";
import { forest } from "./kinds/contrasts/forest.js";
import { heatmap } from "./kinds/tiles/heatmap.js";
import { importance } from "./kinds/params/importance.js";
import { improvement } from "./kinds/tasks/improvement.js";
import { crossedTerm, interaction } from "./kinds/contrasts/interaction.js";
import { interval } from "./kinds/interval/interval.js";
import { pairwise } from "./kinds/contrasts/pairwise.js";
import { parallel } from "./kinds/params/parallel.js";
import { profile } from "./kinds/tasks/profile.js";
import { ranks } from "./kinds/tasks/ranks.js";
import { response } from "./kinds/response/response.js";
import { slopes } from "./kinds/slopes/slopes.js";

type Draw = (comparison: Comparison, options: Omit<ChartOptions, "as">) => Chart;

const CHARTS: Readonly<Record<ComparisonChartName, Draw>> = {
  estimation,
  interval,
  slopes,
  response,
  heatmap,
  parallel,
  design: designChart,
  ranks,
  profile,
  improvement,
  interaction,
  importance,
  pairwise,
  forest,
  budget,
};

/** More levels than this are easier to read as lines below each other. */
const MOST_ESTIMATION_LEVELS = 20;

/** With more numbers than this the question is how the response depends on them, and not how each differs from the first. */
const MOST_NUMBERS = 6;

/** With fewer levels than this all pairs are few enough to be read off the intervals. */
const LEAST_MATRIX_LEVELS = 4;
const MOST_MATRIX_LEVELS = 60;

/** A forest has room for so many levels against one control. */
const MOST_FOREST_LEVELS = 13;

/**
 * Draws a comparison: as an interaction plot where two factors are crossed (`a * b`), by the importance of the factors
 * where that is asked of all of them (`~ .`), or as parallel coordinates where it cannot be told, as a matrix of all pairs
 * of four levels or more, as a response plot over more than six numbers, as a forest where contrasts are ratios, as an
 * estimation plot where the levels of the first factor are set against a control, as an interval plot where there is
 * nothing to set against each other (`~ 1`), more than 20 levels, or contrasts that have no common axis around 0.
 *
 * @throws CeterisError CHART for a chart that does not exist, or does not fit the comparison
 */
export function drawComparison(comparison: Comparison, options: ChartOptions = {}): Chart {
  checkDrawOptions("chart", options, { as: LATER, best: LATER, measures: LATER });
  const { as = suitable(comparison), ...rest } = options;
  if (!Object.hasOwn(CHARTS, as)) throw unknownChart(as);
  refuseForeign(as, rest);
  return CHARTS[as](comparison, rest);
}

function suitable(comparison: Comparison): ComparisonChartName {
  const { design, differences } = comparison;
  if (crossedTerm(comparison) !== undefined) return "interaction";
  if (design.additive && comparison.importances.length > 0) return "importance";
  if (design.additive && design.factors.length > 1) return "parallel";
  if (isMatrix(design)) return "pairwise";
  if (isOverNumbers(design)) return "response";
  const levels = design.factors[0]?.levels.length ?? 0;
  if (differences.length > 0 && levels <= MOST_FOREST_LEVELS && design.responses.every(isRatio))
    return "forest";
  const isDrawable = differences.length > 0 && hasControlAxis(design, differences);
  return levels <= MOST_ESTIMATION_LEVELS && isDrawable ? "estimation" : "interval";
}

function isMatrix({ contrasts, factors }: Design): boolean {
  const levels = factors[0]?.levels.length ?? 0;
  return contrasts === "pairs" && levels >= LEAST_MATRIX_LEVELS && levels <= MOST_MATRIX_LEVELS;
}

function isOverNumbers({ contrasts, factors, terms }: Design): boolean {
  const [first] = factors;
  return (
    first?.numeric === true &&
    first.levels.length > MOST_NUMBERS &&
    factors.length <= 2 &&
    contrasts === "control" &&
    isPlain({ factors, terms })
  );
}

/** Why there is no such chart, and what there is. */
export function unknownChart(given: unknown): CeterisError {
  const name = String(given);
  if (STEP_CHARTS.some((one) => one === name))
    return new CeterisError(
      "CHART",
      `A comparison has one value per run and a chart as '${name}' has steps; draw it by plot(runs, "loss ~ step + optimizer").`,
    );
  const nearest = nearestName(name, COMPARISON_CHARTS);
  const remedy = nearest
    ? `did you mean '${nearest}'?`
    : `there are ${listWords([...COMPARISON_CHARTS], "and")}.`;
  return new CeterisError("CHART", `There is no chart '${name}' of a comparison; ${remedy}`);
}

function refuseForeign(as: ComparisonChartName, options: ChartOptions): void {
  for (const [name, chart] of Object.entries(OWN_OPTIONS))
    if (options[name as keyof typeof OWN_OPTIONS] !== undefined && as !== chart)
      throw new CeterisError(
        "CHART",
        `The option ${name} is for a chart as '${chart}', and this one is '${as}'; leave it out.`,
      );
}
