import type { ColumnTable } from "arquero";
import { compare } from "../compare/compare.js";
import { parseFormula } from "../compare/formula.js";
import type { CompareOptions } from "../compare/options.js";
import { viewRuns } from "../compare/runs-view.js";
import type { ChartOptions } from "./chart-options.js";
import type { Chart } from "./chart.js";
import { drawCurves, isCurves } from "./curves.js";
import { drawComparison } from "./draw-comparison.js";

/**
 * Draws the chart that a formula calls for: learning curves where the first factor is `step`, else the comparison. A
 * param that varies and is not in the formula is averaged over, which the subtitle says; `compare` would refuse.
 *
 * @throws FormulaError where the formula cannot be read or does not fit the runs.
 * @throws CeterisError `CHART` for a chart that does not exist, or does not fit the comparison.
 *
 * @example
 * plot(runs, "val_accuracy ~ optimizer | lr").save("figure-2.svg");
 */
export function plot(
  runs: ColumnTable,
  formula: string,
  options: CompareOptions & ChartOptions = {},
): Chart {
  const parsed = parseFormula(formula);
  if (!isCurves(parsed))
    return drawComparison(compare(runs, formula, { over: "mean", ...options }), options);
  const view = viewRuns(runs);
  const { statistic } = parsed.responses[0]!;
  const histories = view.names.includes("root")
    ? view.column("root").map((root) => view.facts?.histories.get(String(root)))
    : [];
  const names = new Set(histories.flatMap((history) => [...(history?.keys() ?? [])]));
  return drawCurves(view, parsed, { names, of: (row) => histories[row]?.get(statistic) }, options);
}
