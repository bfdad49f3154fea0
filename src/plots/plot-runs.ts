import type { ColumnTable } from "arquero";
import { compare, isRunSource, type RunSource, withRuns } from "../compare/compare.js";
import { type Formula, parseFormula } from "../compare/formula.js";
import { COMPARE_OPTIONS, type CompareOptions } from "../compare/options.js";
import { CeterisError } from "../util/error.js";
import {
  type ChartOptions,
  COMPARISON_CHARTS,
  type ComparisonChartName,
  STEP_CHARTS,
  type StepChartName,
} from "./chart/chart-options.js";
import type { Chart } from "./chart/chart.js";
import { checkPlotOptions } from "./check-plot-options.js";
import { drawCurves, isCurves } from "./kinds/curves/curves.js";
import type { CurvesOptions } from "./kinds/curves/curves-chart.js";
import { efficiency } from "./kinds/curves/efficiency.js";
import { drawComparison, unknownChart } from "./draw-comparison.js";

/** Everything that `plot` can be told; learning curves refuse what is not for them. */
export type PlotOptions = CompareOptions &
  Omit<ChartOptions, "as"> &
  CurvesOptions & {
    /** The chart to draw; `curves` and `efficiency` have a step. Default: the one that suits the formula. */
    readonly as?: ComparisonChartName | StepChartName;
  };

/** What only comparisons take. */
const NOT_FOR_CURVES = ["best", "measures", "margin", "paired", "contrasts", "adjust"] as const;

/** What only they take. */
const FOR_CURVES = ["x", "y"] as const;

/**
 * Draws the chart that a formula calls for: learning curves where the first factor is `step`, else the comparison. A
 * param that varies and is not in the formula is averaged over within each seed, which the subtitle says; `compare`
 * would refuse.
 *
 * @throws FormulaError where the formula cannot be read or does not fit the runs.
 * @throws CeterisError `COMPARE` where the runs cannot be averaged, as without seeds; `CHART` for a chart that does not
 * exist, or an option that it does not take.
 *
 * @example
 * plot(runs, "val_accuracy ~ optimizer | lr").save("figure-2.svg");
 */
export function plot(runs: ColumnTable, formula: string, options?: PlotOptions): Chart;
export function plot(
  index: RunSource,
  formula: string,
  options?: PlotOptions & { readonly mark?: string | readonly string[] },
): Promise<Chart>;
export function plot(
  source: ColumnTable | RunSource,
  formula: string,
  options: PlotOptions & { readonly mark?: string | readonly string[] } = {},
): Chart | Promise<Chart> {
  if (!isRunSource(source)) return plotRuns(source, formula, options);
  return withRuns(source, options, (runs, rest) => plotRuns(runs, formula, rest));
}

function plotRuns(runs: ColumnTable, text: string, options: PlotOptions): Chart {
  const formula = parseFormula(text);
  checkPlotOptions(options);
  const { as, ...rest } = options;
  if (isCurves(formula)) return plotSteps(runs, formula, rest, as);
  if (isStepChart(as)) throw withoutStep(as, text);
  refuseScales(text, options);
  const comparison = compare(runs, text, { over: "mean", ...ofComparison(rest) });
  return drawComparison(comparison, { ...ofChart(rest), ...(as === undefined ? {} : { as }) });
}

function plotSteps(
  runs: ColumnTable,
  formula: Formula,
  options: Omit<PlotOptions, "as">,
  as: PlotOptions["as"] = "curves",
): Chart {
  if (!isStepChart(as)) throw withoutSteps(as, formula);
  const foreign = NOT_FOR_CURVES.find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw notTaken("Learning curves take", foreign);
  if (as === "curves") return drawCurves(runs, formula, options);
  if (options.y !== undefined) throw notTaken("An efficiency chart takes", "y");
  return drawEfficiency(runs, formula, options);
}

function notTaken(subject: string, name: string): CeterisError {
  return new CeterisError("CHART", `${subject} no option ${name}; leave it out.`);
}

function withoutSteps(as: ComparisonChartName, { text }: Formula): CeterisError {
  if (!COMPARISON_CHARTS.includes(as)) return unknownChart(as);
  return new CeterisError(
    "CHART",
    `A chart as '${as}' draws one value per run and '${text}' has one for each step; leave step out, or draw it as 'curves' or 'efficiency'.`,
  );
}

function drawEfficiency(runs: ColumnTable, formula: Formula, options: CurvesOptions): Chart {
  const [response, ...more] = formula.responses;
  if (more.length > 0 || response!.transform !== undefined)
    throw new CeterisError(
      "CHART",
      `An efficiency chart is of one statistic as it is, and not of '${formula.text}'; name ${response!.inner} alone.`,
    );
  return drawCurves(runs, formula, options, undefined, ([set], own) => efficiency(set!, own));
}

function withoutStep(as: StepChartName, text: string): CeterisError {
  const subject = as === "curves" ? "Learning curves are" : "An efficiency chart is";
  return new CeterisError(
    "CHART",
    `${subject} of a statistic by its step and '${text}' has none; name it, as in loss ~ step + optimizer | task.`,
  );
}

function refuseScales(text: string, options: PlotOptions): void {
  const scale = FOR_CURVES.find((name) => options[name] !== undefined);
  if (scale !== undefined)
    throw new CeterisError(
      "CHART",
      `The option ${scale} is for learning curves and '${text}' has no step; say it in the formula, as in log(loss) ~ log10(lr).`,
    );
}

function isStepChart(as: PlotOptions["as"]): as is StepChartName {
  return STEP_CHARTS.some((name) => name === as);
}

/** What of the options is the comparison's. */
function ofComparison(options: Omit<PlotOptions, "as">): CompareOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => Object.hasOwn(COMPARE_OPTIONS, name)),
  );
}

/** What is the chart's. */
function ofChart(options: Omit<PlotOptions, "as">): ChartOptions {
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => value !== undefined && !Object.hasOwn(COMPARE_OPTIONS, name),
    ),
  );
}
