import { bestStep, firstStepWhere, reduceSeries, valueAtStep } from "../frame/reduce.js";
import type { Series } from "../util/series.js";
import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { plannedSteps } from "./planned-steps.js";
import type { BestOf, Method, Order, Reduction } from "./reduction.js";
import type { RunsView } from "./runs-view.js";
import { columnOf, isStatistic, unknownStatistic } from "./statistic-column.js";

/** One number per run: null where the run has none. */
export interface Reduced {
  readonly values: readonly (number | null)[];
  /**
   * For `stepsTo`: the last step of a run that never got there, so that its number is only known to be larger; null for
   * the other runs.
   */
  readonly censoredAt?: readonly (number | null)[];
}

type Histories = readonly (Series | undefined)[];

/**
 * Reduces every run to one number, on the run's own steps.
 *
 * @throws FormulaError for an unknown statistic, or a table that does not lead to the runs.
 */
export function reduceRuns(view: RunsView, reduction: Reduction, formula: Formula): Reduced {
  const { statistic, method, start } = reduction;
  if (method.reducer === "last")
    return { values: columnOf(view, { name: statistic, start }, formula) };
  const histories = historiesOf(view, reduction.text, reduction, formula);
  switch (method.reducer) {
    case "stepsTo":
      return stepsTo(histories, method.order, method.threshold);
    case "at":
      return { values: valuesAt(view, histories, reduction, method, formula) };
    case "final":
      return { values: finalValues(view, histories) };
    case "mean": {
      const options = method.tail === undefined ? {} : { tail: method.tail };
      return { values: histories.map((series) => reduceSeries(series, "mean", options)) };
    }
    default:
      return { values: histories.map((series) => reduceSeries(series, method.reducer)) };
  }
}

function historiesOf(
  view: RunsView,
  text: string,
  { statistic, start }: Pick<Reduction, "statistic" | "start">,
  formula: Formula,
): Histories {
  const fail = (sentence: string): never => {
    throw new FormulaError(sentence, formula.text, start);
  };
  const known = view.facts?.histories;
  if (!isStatistic(view, statistic)) {
    if (!view.names.includes(statistic) || view.facts?.params.includes(statistic))
      throw unknownStatistic(view, { name: statistic, start }, formula);
    fail(
      `${text} needs every step of ${statistic}, and this table has one value per run; name the column alone.`,
    );
  }
  const roots = view.names.includes("root") ? view.column("root").map(String) : [""];
  if (roots.some((root) => !known!.has(root)))
    fail(
      `${text} needs every step of ${statistic}, and these rows do not lead to their runs; use a table from index.info(), with its column root.`,
    );
  return roots.map((root) => known!.get(root)!.get(statistic));
}

function finalValues(view: RunsView, histories: Histories): (number | null)[] {
  const planned = plannedSteps(histories, view);
  return histories.map((series, row) => {
    const plannedStep = planned[row];
    return reduceSeries(series, "final", plannedStep === undefined ? {} : { plannedStep });
  });
}

function valuesAt(
  view: RunsView,
  histories: Histories,
  reduction: Reduction,
  method: Method & { reducer: "at" },
  formula: Formula,
): (number | null)[] {
  if ("step" in method) {
    const values = histories.map((series) => valueAtStep(series, method.step));
    if (values.every((value) => value === null))
      refuseStep(histories, reduction, method.step, formula);
    return values;
  }
  const { best } = method;
  const guides = historiesOf(view, reduction.text, best, formula);
  const direction = best.direction ?? unknownDirection(best, formula);
  return histories.map((series, row) => {
    const step = bestStep(guides[row], direction);
    return step === null ? null : valueAtStep(series, step);
  });
}

/** @throws FormulaError naming the steps that there are; none where no run has any. */
function refuseStep(
  histories: Histories,
  { statistic, start }: Reduction,
  step: number,
  { text }: Formula,
): void {
  const steps = histories
    .flatMap((series) => [...(series?.step ?? [])])
    .filter((one) => !Number.isNaN(one));
  if (steps.length === 0) return;
  const least = steps.reduce((a, b) => Math.min(a, b));
  const most = steps.reduce((a, b) => Math.max(a, b));
  const where = `its steps go from ${least} to ${most}`;
  const sentence = `No run has ${statistic} at step ${step}; ${where}.`;
  throw new FormulaError(sentence, text, start);
}

function unknownDirection({ statistic, start }: BestOf, { text }: Formula): never {
  throw new FormulaError(
    `Whether more of ${statistic} is better cannot be told from its name; write best=max(${statistic}) or best=min(${statistic}).`,
    text,
    start,
  );
}

function stepsTo(histories: Histories, order: Order, threshold: number): Reduced {
  const holds = ORDERS[order](threshold);
  const values = histories.map((series) => firstStepWhere(series, holds));
  const censoredAt = histories.map((series, row) =>
    values[row] === null ? lastStep(series) : null,
  );
  return { values, censoredAt };
}

/** Null for a run without steps: its number is not known to be large, but missing. */
function lastStep(series: Series | undefined): number | null {
  const step = series?.step.at(-1) ?? NaN;
  return Number.isNaN(step) ? null : step;
}

const ORDERS: Readonly<Record<Order, (threshold: number) => (value: number) => boolean>> = {
  ">=": (threshold) => (value) => value >= threshold,
  ">": (threshold) => (value) => value > threshold,
  "<=": (threshold) => (value) => value <= threshold,
  "<": (threshold) => (value) => value < threshold,
};
