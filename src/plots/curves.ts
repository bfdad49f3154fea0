import type { ColumnTable } from "arquero";
import { parseFormula, type FactorTerm, type Formula } from "../compare/formula.js";
import { FormulaError } from "../compare/formula-error.js";
import { hiddenFactors, seedColumn } from "../compare/guard.js";
import { directionOf } from "../compare/direction.js";
import { toLevel } from "../compare/level.js";
import { resolveFactor, type ResolvedFactor } from "../compare/resolve.js";
import { viewRuns, type RunsView } from "../compare/runs-view.js";
import { listWords } from "../util/list-words.js";
import { nearestName } from "../util/nearest-name.js";
import type { Chart } from "./chart.js";
import { curvesChart, type CurvesOptions } from "./curves-chart.js";
import type { Curve, CurveSet } from "./curves-data.js";

/** Steps and values of a run. */
type Samples = Pick<Curve, "step" | "value">;

/** Where the samples of the response come from. */
export interface SampleSource {
  /** Statistics that there are. */
  readonly names: Iterable<string>;
  /** Samples of the run in a row; undefined where it has none. */
  readonly of: (row: number) => Samples | undefined;
}

/**
 * Learning curves: `response ~ step (+ factor) (+ factor) (| facet (+ facet))`. Each run is a thin line; runs of equal
 * factors and facets share a mean with its t interval at every step.
 *
 * @param long - The long table of an Index: `id`, `step`, `name`, `value`.
 * @param runs - The runs to draw; a run that has no samples is counted, not drawn.
 * @throws FormulaError where the formula cannot be read or does not fit the runs.
 *
 * @example
 * curves(long, runs, "val_loss ~ step + optimizer | lr").save("curves.svg");
 */
export function curves(
  long: ColumnTable,
  runs: ColumnTable,
  formula: string,
  options: CurvesOptions = {},
): Chart {
  const parsed = parseFormula(formula);
  const samples = samplesById(long, parsed.responses[0]!.statistic);
  const view = viewRuns(runs);
  const names = new Set(Array.from(long.array("name") as ArrayLike<unknown>, String));
  return drawCurves(view, parsed, { names, of: (row) => samples.get(view.ids[row]!) }, options);
}

/** True for a formula whose first factor is the step. */
export function isCurves(formula: Formula): boolean {
  return formula.factors[0]?.name === "step";
}

/** Learning curves of runs that carry their histories. */
export function drawCurves(
  view: RunsView,
  formula: Formula,
  samples: SampleSource,
  options: CurvesOptions,
): Chart {
  const [response, ...more] = formula.responses;
  const [first, ...factorTerms] = formula.factors;
  if (first?.name !== "step" || more.length > 0 || response?.reducer !== undefined)
    throw notCurves(formula);
  const resolve = (term: FactorTerm): ResolvedFactor => resolveFactor(view, term, formula);
  const factors = factorTerms.map(resolve);
  const facets = formula.facets.map(resolve);
  const seed = seedColumn(view, undefined);
  const set: CurveSet = {
    response: { name: response!.text, direction: directionOf(response!.statistic) },
    step: "step",
    design: {
      factors: factors.map(toFactor),
      facets: facets.map(toFactor),
      block: seed,
      averagedOver: averagedOver(view, factors, facets, seed),
      confidence: 0.95,
    },
    curves: view.ids.map((run, row) =>
      toCurve(view, row, run, { factors, facets, seed }, samples.of(row)),
    ),
  };
  if (set.curves.every(({ step }) => step.length === 0))
    throw unknownStatistic(formula, samples.names);
  return curvesChart(set, options);
}

function toFactor({
  name,
  levels,
  numeric,
}: ResolvedFactor): CurveSet["design"]["factors"][number] {
  return { name, levels, numeric };
}

function toCurve(
  view: RunsView,
  row: number,
  run: number,
  {
    factors,
    facets,
    seed,
  }: { factors: ResolvedFactor[]; facets: ResolvedFactor[]; seed: string | undefined },
  samples: Samples = { step: [], value: [] },
): Curve {
  return {
    facets: facets.map(({ perRun }) => perRun[row]!),
    levels: factors.map(({ perRun }) => perRun[row]!),
    seed: seed === undefined ? null : toLevel(view.column(seed)[row]),
    run,
    died: view.failed[row]!,
    step: samples.step,
    value: samples.value,
  };
}

/** A line's mean is over all its runs; what else varies among them has to be said. */
function averagedOver(
  view: RunsView,
  factors: readonly ResolvedFactor[],
  facets: readonly ResolvedFactor[],
  seed: string | undefined,
): string[] {
  const hidden = hiddenFactors(view, [], [...facets, ...factors], [], seed);
  if (hidden.length === 0) return [];
  return [
    `mean over ${listWords(hidden.map(({ name, levels }) => `${name} (${levels.length} levels)`))}`,
  ];
}

function samplesById(
  long: ColumnTable,
  statistic: string,
): Map<number, { step: number[]; value: number[] }> {
  const column = (name: string): unknown[] => Array.from(long.array(name) as ArrayLike<unknown>);
  const [ids, names, steps, values] = [
    column("id"),
    column("name"),
    column("step"),
    column("value"),
  ];
  const samples = new Map<number, { step: number[]; value: number[] }>();
  for (const [index, name] of names.entries()) {
    if (name !== statistic || steps[index] === null) continue;
    const id = Number(ids[index]);
    if (!samples.has(id)) samples.set(id, { step: [], value: [] });
    samples.get(id)!.step.push(Number(steps[index]));
    samples.get(id)!.value.push(Number(values[index]));
  }
  return samples;
}

function notCurves({ text, responses, factors }: Formula): FormulaError {
  const place = factors[0]?.start ?? responses[0]!.start;
  return new FormulaError(
    "Learning curves are one statistic by its step, such as val_loss ~ step + optimizer.",
    text,
    place,
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
