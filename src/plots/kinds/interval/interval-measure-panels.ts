import type { Comparison } from "../../../compare/comparison.js";
import type { Direction, Estimate, Level } from "../../../compare/types.js";
import { aggregateIntervals, type AggregateIntervals } from "../../../stats/aggregate-intervals.js";
import { CeterisError } from "../../../util/error.js";
import { listWords } from "../../../util/list-words.js";
import { hasCensored } from "../../parts/censored-marks.js";
import type { Panel } from "../../parts/panels.js";
import type { TaskScores } from "../../parts/task-scores.js";
import type { TaskMeasure } from "../../chart/chart-options.js";

export const MEASURE_NAMES: Readonly<Record<TaskMeasure, string>> = {
  mean: "mean",
  median: "median",
  iqm: "IQM",
  optimalityGap: "optimality gap",
};

/** What the optimality gap is measured from. */
export const OPTIMUM: Readonly<Record<Direction, number>> = { up: 1, down: 0 };

/** One measure of one response: a small chart. */
export interface MeasurePanel extends Panel {
  readonly measure: TaskMeasure;
}

/** @throws CeterisError CHART for measures that do not exist, or that these runs cannot have. */
export function checkMeasures(
  measures: readonly TaskMeasure[],
  { cells, formula }: Comparison,
): void {
  const unknown = measures.find((name) => !Object.hasOwn(MEASURE_NAMES, name));
  if (unknown !== undefined || measures.length === 0) {
    const what =
      unknown === undefined
        ? "No measure over tasks is named"
        : `There is no measure '${unknown}' over tasks`;
    const known = listWords(Object.keys(MEASURE_NAMES), "or");
    throw new CeterisError("CHART", `${what}; name one or more of ${known}.`);
  }
  if (hasCensored(cells))
    throw new CeterisError(
      "CHART",
      `Measures over tasks need a value of every run, and some of '${formula}' never got there; draw it without measures.`,
    );
}

/** A panel for each measure, with one cell a level. */
export function measurePanels(
  scores: TaskScores,
  measures: readonly TaskMeasure[],
  { design }: Comparison,
): MeasurePanel[] {
  const { panel, direction } = scores;
  const { confidence, factors } = design;
  const levels = factors[0]!.levels.map((level) => ({
    size: sizeOf(level, panel),
    // Where less is better, scores and their optimum are negated; 0 stays what it is.
    found: aggregateIntervals(scores.of(level), { confidence, gamma: OPTIMUM[direction] }),
  }));
  return measures.map((measure) => ({
    ...panel,
    measure,
    heading: MEASURE_NAMES[measure],
    cells: levels.map(({ size, found }) => ({ ...size, ...inUnit(found, measure, direction) })),
  }));
}

/** A measure in the unit of the response; a gap is one already. */
function inUnit(
  found: AggregateIntervals,
  measure: TaskMeasure,
  direction: Direction,
): Pick<Estimate, "estimate" | "lower" | "upper"> {
  const { estimate, lower, upper } = found[measure];
  if (direction === "up" || measure === "optimalityGap") return { estimate, lower, upper };
  return { estimate: -estimate, lower: -upper, upper: -lower };
}

/** What all cells of a level have together. */
function sizeOf(
  level: Level,
  { cells, response }: Panel,
): Omit<Estimate, "estimate" | "lower" | "upper"> {
  const own = cells.filter(({ levels }) => levels[0] === level);
  const total = (count: (cell: Estimate) => number): number =>
    own.reduce((sum, cell) => sum + count(cell), 0);
  return {
    response: response.name,
    facets: [],
    levels: [level],
    n: total(({ n }) => n),
    failed: total(({ failed }) => failed),
    censored: 0,
    runs: total(({ runs }) => runs),
    never: 0,
    sd: NaN,
  };
}
