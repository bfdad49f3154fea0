import type { ColumnTable } from "arquero";
import { compare, isRunSource, type RunSource } from "../compare/compare.js";
import { parseFormula } from "../compare/formula.js";
import type { CompareOptions } from "../compare/options.js";
import { CeterisError } from "../util/error.js";
import type { ChartOptions } from "./chart-options.js";
import type { Chart } from "./chart.js";
import { drawCurves, isCurves } from "./curves.js";
import type { CurvesOptions } from "./curves-chart.js";
import { drawComparison } from "./draw-comparison.js";

/** Everything that `plot` can be told; learning curves refuse what is not for them. */
export type PlotOptions = CompareOptions & ChartOptions & CurvesOptions;

/** What a test takes and learning curves cannot. */
const NOT_FOR_CURVES = ["as", "margin", "paired"] as const;

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
  const loading = source.info(options.mark, { failed: true });
  return loading.then((runs) => plotRuns(runs, formula, options));
}

function plotRuns(runs: ColumnTable, text: string, options: PlotOptions): Chart {
  const formula = parseFormula(text);
  if (!isCurves(formula))
    return drawComparison(compare(runs, text, { over: "mean", ...options }), options);
  const foreign = NOT_FOR_CURVES.find((name) => options[name] !== undefined);
  if (foreign !== undefined)
    throw new CeterisError("CHART", `Learning curves take no option ${foreign}; leave it out.`);
  return drawCurves(runs, formula, options);
}
