import type { ColumnTable } from "arquero";
import { isTable } from "../../../compare/compare.js";
import { parseFormula, type Formula } from "../../../compare/formula.js";
import { toUnits, type Unit } from "../../../compare/observe.js";
import type { CompareOptions } from "../../../compare/options.js";
import { pickRows } from "../../../compare/pick-rows.js";
import { poolUnits } from "../../../compare/pool.js";
import { resolveQuestion, type Question } from "../../../compare/question.js";
import { withoutRareLevels } from "../../../compare/rare-levels.js";
import { toFactor } from "../../../compare/resolve-factor.js";
import { viewRuns, type RunsView } from "../../../compare/runs-view.js";
import { atSetting } from "../../../compare/setting.js";
import { emptyFacetWarnings } from "../../../compare/warnings.js";
import { checkValue, type ValueKind } from "../../../util/check-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkColors } from "../../chart/check-colors.js";
import { levelTexts } from "../../parts/check-drawing.js";
import { checkCurvesOptions } from "./check-curves-options.js";
import { curveResponse, type CurveResponse } from "./curve-response.js";
import { meanSamples, type Samples } from "./curve-samples.js";
import { curvesPanels, type CurvesOptions } from "./curves-chart.js";
import type { Curve, CurveSet } from "./curves-data.js";
import { historySamples, longSamples, type SampleSource } from "./sample-source.js";

/** What learning curves take from the options of a comparison. */
export type CurvesQuestion = Pick<
  CompareOptions,
  "over" | "ignore" | "ref" | "seed" | "confidence" | "direction"
>;

/**
 * Learning curves: `response (+ response) ~ step (+ factor) (+ factor) (| facet (+ facet))`. Each run is a thin line; runs
 * of equal factors and facets share a mean with its t interval at every step. A response is a statistic, or arithmetic in
 * braces, computed at every step; `log(val_loss)` asks for a logarithmic axis. Several responses are rows of panels. A param that varies and is not in the formula is
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
  const parsed = parseFormula(formula);
  checkCurvesOptions(options);
  checkValue("The first argument of curves", long, LONG);
  checkValue("The second argument of curves", runs, RUNS);
  return drawCurves(runs, parsed, options, (view, statistic) => longSamples(long, view, statistic));
}

const LONG: ValueKind = {
  accepts: (value) =>
    isTable(value) &&
    ["id", "step", "name", "value"].every((name) => value.columnNames().includes(name)),
  remedy:
    "give the long table that index.statistics() returns, with the columns id, step, name and value",
};

const RUNS: ValueKind = {
  accepts: isTable,
  remedy: "give a table of runs, such as index.info() returns",
};

/** True for a formula whose first factor is the step. */
export function isCurves(formula: Formula): boolean {
  return formula.factors[0]?.name === "step";
}

/**
 * Learning curves of runs whose samples come from wherever `sourceOf` finds them.
 *
 * @param draw - the chart of the curves
 */
export function drawCurves(
  runs: ColumnTable,
  formula: Formula,
  options: CurvesOptions & CurvesQuestion,
  sourceOf: (view: RunsView, statistic: string) => SampleSource = historySamples,
  draw: (sets: readonly CurveSet[], options: CurvesOptions) => Chart = curvesPanels,
): Chart {
  const { over } = options;
  const all = viewRuns(typeof over === "object" ? atSetting(runs, over) : runs);
  // Curves show every cell, so that crossings add nothing to the factors themselves.
  const withoutStep = { ...formula, factors: formula.factors.slice(1), crossings: [] };
  const asked = resolveQuestion(all, withoutStep, options);
  const { rows, omitted } =
    over === "best" ? { rows: [], omitted: [] } : withoutRareLevels(all, asked);
  const view = omitted.length === 0 ? all : pickRows(all, rows);
  const question = omitted.length === 0 ? asked : resolveQuestion(view, withoutStep, options);
  const responses = formula.responses.map((term) =>
    curveResponse(term, formula, view.size, (statistic) => sourceOf(view, statistic)),
  );
  const gone = [...omitted, ...emptyFacetWarnings(question)];
  const sets = responses.map((response) => curveSet(view, question, response, gone, options));
  if (options.colors !== undefined) checkColors(options.colors, levelTexts(sets[0]!.design));
  return draw(sets, options);
}

function curveSet(
  view: RunsView,
  question: Question,
  samples: CurveResponse,
  omitted: readonly string[],
  options: CurvesQuestion,
): CurveSet {
  const { factors, facets, seed } = question;
  const { name, isLog } = samples;
  const direction = options.direction ?? samples.direction;
  const last = view.ids.map((_, row) => samples.of(row)?.value.at(-1) ?? null);
  const units = toUnits(view, { values: last }, question);
  const pooled = poolUnits(units, question, { name, direction }, options.over);
  return {
    response: { name, direction },
    step: "step",
    isLog,
    design: {
      factors: factors.map(toFactor),
      facets: facets.map(toFactor),
      block: seed,
      averagedOver: pooled.notes,
      omitted: [...omitted, ...(pooled.omitted ?? [])],
      confidence: options.confidence ?? 0.95,
    },
    curves: pooled.units.map((unit) => toCurve(unit, view, samples)),
  };
}

function toCurve(
  { facets, levels, block, ids, rows, value }: Unit,
  view: RunsView,
  samples: Pick<SampleSource, "of">,
): Curve {
  const isOne = rows.length === 1;
  const own = rows.map((row) => samples.of(row) ?? NO_SAMPLES);
  const { step, value: values } = isOne ? own[0]! : value === null ? NO_SAMPLES : meanSamples(own);
  const died = isOne ? view.failed[rows[0]!]! : value === null;
  return { facets, levels, seed: block, run: ids[0]!, died, step, value: values };
}

const NO_SAMPLES: Samples = { step: [], value: [] };
