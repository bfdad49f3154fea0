import type { ColumnTable } from "arquero";
import { directionOf } from "../compare/direction.js";
import { parseFormula, type Formula } from "../compare/formula.js";
import { FormulaError } from "../compare/formula-error.js";
import { toUnits, type Unit } from "../compare/observe.js";
import { checkOptions, type CompareOptions } from "../compare/options.js";
import { poolUnits } from "../compare/pool.js";
import { resolveQuestion, type Question } from "../compare/question.js";
import { toFactor } from "../compare/resolve.js";
import { viewRuns, type RunsView } from "../compare/runs-view.js";
import { atSetting } from "../compare/setting.js";
import { nearestName } from "../util/nearest-name.js";
import type { Chart } from "./chart.js";
import { meanSamples, type Samples } from "./curve-samples.js";
import { curvesChart, type CurvesOptions } from "./curves-chart.js";
import type { Curve, CurveSet } from "./curves-data.js";
import { historySamples, longSamples, type SampleSource } from "./sample-source.js";

/** What learning curves take from the options of a comparison. */
export type CurvesQuestion = Pick<
  CompareOptions,
  "over" | "ignore" | "ref" | "seed" | "confidence" | "direction"
>;

/**
 * Learning curves: `response ~ step (+ factor) (+ factor) (| facet (+ facet))`. Each run is a thin line; runs of equal
 * factors and facets share a mean with its t interval at every step. A param that varies and is not in the formula is
 * averaged over within each seed, with equal weights, as `plot` does.
 *
 * @param long - The long table of an Index: `id`, `step`, `name`, `value`.
 * @param runs - The runs to draw; a run that has no samples is counted, not drawn.
 * @throws FormulaError where the formula cannot be read or does not fit the runs.
 * @throws CeterisError `COMPARE` where the runs cannot be averaged.
 *
 * @example
 * curves(long, runs, "val_loss ~ step + optimizer | lr").save("curves.svg");
 */
export function curves(
  long: ColumnTable,
  runs: ColumnTable,
  formula: string,
  options: CurvesOptions & CurvesQuestion = {},
): Chart {
  return drawCurves(runs, parseFormula(formula), options, (view, statistic) =>
    longSamples(long, view, statistic),
  );
}

/** True for a formula whose first factor is the step. */
export function isCurves(formula: Formula): boolean {
  return formula.factors[0]?.name === "step";
}

/** Learning curves of runs whose samples come from wherever `sourceOf` finds them. */
export function drawCurves(
  runs: ColumnTable,
  formula: Formula,
  options: CurvesOptions & CurvesQuestion,
  sourceOf: (view: RunsView, statistic: string) => SampleSource = historySamples,
): Chart {
  checkOptions(options);
  const response = responseOf(formula);
  const { over } = options;
  const view = viewRuns(typeof over === "object" ? atSetting(runs, over) : runs);
  const samples = sourceOf(view, response.statistic);
  if (view.ids.every((_, row) => samples.of(row) === undefined))
    throw unknownStatistic(formula, samples.names);
  const withoutStep = { ...formula, factors: formula.factors.slice(1) };
  const question = resolveQuestion(view, withoutStep, options);
  return curvesChart(curveSet(view, question, samples, options), options);
}

function curveSet(
  view: RunsView,
  question: Question,
  samples: SampleSource,
  options: CurvesQuestion,
): CurveSet {
  const { factors, facets, seed } = question;
  const { text: name, statistic } = question.formula.responses[0]!;
  const direction = options.direction ?? directionOf(statistic);
  const last = view.ids.map((_, row) => samples.of(row)?.value.at(-1) ?? null);
  const units = toUnits(view, { values: last }, question);
  const pooled = poolUnits(units, question, { name, direction }, options.over);
  return {
    response: { name, direction },
    step: "step",
    design: {
      factors: factors.map(toFactor),
      facets: facets.map(toFactor),
      block: seed,
      averagedOver: pooled.notes,
      confidence: options.confidence ?? 0.95,
    },
    curves: pooled.units.map((unit) => toCurve(unit, view, samples)),
  };
}

function toCurve(
  { facets, levels, block, ids, rows, value }: Unit,
  view: RunsView,
  samples: SampleSource,
): Curve {
  const isOne = rows.length === 1;
  const own = rows.map((row) => samples.of(row) ?? NO_SAMPLES);
  const { step, value: values } = isOne ? own[0]! : value === null ? NO_SAMPLES : meanSamples(own);
  const died = isOne ? view.failed[rows[0]!]! : value === null;
  return { facets, levels, seed: block, run: ids[0]!, died, step, value: values };
}

const NO_SAMPLES: Samples = { step: [], value: [] };

function responseOf({ text, responses, factors }: Formula): Formula["responses"][number] {
  const [response, ...more] = responses;
  if (factors[0]?.name === "step" && more.length === 0 && response?.reducer === undefined)
    return response!;
  throw new FormulaError(
    "Learning curves are one statistic by its step, such as val_loss ~ step + optimizer.",
    text,
    factors[0]?.start ?? response!.start,
  );
}

function unknownStatistic({ text, responses }: Formula, names: Iterable<string>): FormulaError {
  const { statistic, start } = responses[0]!;
  const nearest = nearestName(statistic, names);
  const known = nearest
    ? `did you mean ${nearest}?`
    : `there are: ${[...names].join(", ") || "none"}.`;
  return new FormulaError(`No run here has ${statistic} by step; ${known}`, text, start);
}
