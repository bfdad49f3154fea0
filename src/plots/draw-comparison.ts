import type { Comparison } from "../compare/comparison.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { COMPARISON_CHARTS, type ChartOptions, type ComparisonChartName } from "./chart-options.js";
import type { Chart } from "./chart.js";
import { estimation } from "./estimation.js";
import { interval } from "./interval.js";

/** More levels than this are easier to read as lines below each other. */
const MOST_ESTIMATION_LEVELS = 20;

/**
 * Draws a comparison: as an estimation plot where levels are set against a control, as an interval plot where there
 * is nothing to set against each other (`~ 1`) or there are more than 20 levels.
 *
 * @throws CeterisError CHART for a chart that does not exist, or does not fit the comparison
 */
export function drawComparison(comparison: Comparison, options: ChartOptions = {}): Chart {
  const { as = suitable(comparison), ...rest } = options;
  switch (as) {
    case "estimation":
      return estimation(comparison, rest);
    case "interval":
      return interval(comparison, rest);
    default:
      throw unknownChart(as);
  }
}

function suitable({ design, differences }: Comparison): ComparisonChartName {
  const levels = design.factors[0]?.levels.length ?? 0;
  return differences.length > 0 && levels <= MOST_ESTIMATION_LEVELS ? "estimation" : "interval";
}

function unknownChart(name: never): CeterisError {
  const known = listWords([...COMPARISON_CHARTS], "and");
  return new CeterisError(
    "CHART",
    `There is no chart '${String(name)}' of a comparison; there are ${known}.`,
  );
}
