import { type Chart, type ColumnTable, type ComparisonChartName, curves, plot } from "ceteris";
import { curveRuns, gridRuns, searchRuns } from "./made-runs.js";
import { REFERENCE_RUNS, runsText } from "./row.js";

/** A chart of many runs. */
export interface DrawnChart {
  /** The name of the chart, and of what Altair draws in its place. */
  readonly name: string;
  /** "10,000 runs". */
  readonly size: string;
  /** The rows it is drawn from. */
  readonly rows: ColumnTable;
  readonly draw: () => Chart;
}

const LINES = 1000;
const STEPS = 100;

/** Charts of a comparison and their formulas; all runs are replicates of a cell. */
const OF_GRID: Readonly<Partial<Record<ComparisonChartName, string>>> = {
  estimation: "accuracy ~ optimizer | lr",
  interval: "accuracy ~ optimizer + lr",
  heatmap: "accuracy ~ optimizer + lr",
  slopes: "accuracy ~ optimizer | lr",
  response: "accuracy ~ lr + optimizer",
  design: "accuracy ~ optimizer + lr",
  ranks: "accuracy ~ optimizer | lr",
  profile: "accuracy ~ optimizer | lr",
  improvement: "accuracy ~ optimizer | lr",
  interaction: "accuracy ~ optimizer * lr",
  pairwise: "accuracy ~ optimizer | lr",
  forest: "accuracy ~ optimizer | lr",
  budget: "accuracy ~ optimizer | lr",
};

/** Charts of a random search. */
const OF_SEARCH = ["parallel", "importance"] as const;

/** What Altair has the like of, without a line for each run. */
const IN_ALTAIR = ["estimation", "interval", "heatmap"];

/** Every chart of a comparison, and learning curves, of 10,000 runs. */
export function allCharts(): DrawnChart[] {
  const [grid, search] = [gridRuns(REFERENCE_RUNS), searchRuns(REFERENCE_RUNS)];
  return [
    ...Object.entries(OF_GRID).map(([as, formula]) =>
      drawnComparison(as as ComparisonChartName, grid, formula),
    ),
    ...OF_SEARCH.map((as) => drawnComparison(as, search, "accuracy ~ .")),
    drawnCurves(REFERENCE_RUNS),
  ];
}

/** The charts that Altair has the like of; where it draws a line for each run, of fewer: 10,000 take it minutes. */
export function sharedCharts(all: readonly DrawnChart[]): DrawnChart[] {
  return [
    ...all.filter(({ name }) => IN_ALTAIR.includes(name)),
    drawnComparison("parallel", searchRuns(LINES), "accuracy ~ ."),
    drawnCurves(LINES),
  ];
}

function drawnComparison(as: ComparisonChartName, rows: ColumnTable, formula: string): DrawnChart {
  const options = as === "pairwise" ? { as, contrasts: "pairs" as const } : { as };
  return {
    name: as,
    size: runsText(rows.numRows()),
    rows,
    draw: () => plot(rows, formula, options),
  };
}

function drawnCurves(count: number): DrawnChart {
  const { runs, long } = curveRuns(count, STEPS);
  return {
    name: "curves",
    size: `${runsText(count)} × ${STEPS} steps`,
    rows: long,
    draw: () => curves(long, runs, "loss ~ step + optimizer"),
  };
}
