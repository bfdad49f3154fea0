import { reduceSeries } from "../frame/reduce.js";
import { nearestName } from "../util/nearest-name.js";
import { directionOf } from "./direction.js";
import type { FactorTerm, Formula, ResponseTerm } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { compareLevels, levelText, toLevel } from "./level.js";
import type { CompareOptions } from "./options.js";
import { plannedSteps } from "./planned-steps.js";
import type { RunsView } from "./runs-view.js";
import type { Factor, Level, Response } from "./types.js";

/** A response with one value per run: null where the run has none. */
export interface ResolvedResponse extends Response {
  readonly values: readonly (number | null)[];
}

/** A factor or facet with one level per run. */
export interface ResolvedFactor extends Factor {
  readonly perRun: readonly Level[];
}

/**
 * Finds the statistic that a response names, and reduces every run to one number.
 *
 * @throws FormulaError for an unknown name, or one that is a param.
 */
export function resolveResponse(
  view: RunsView,
  term: ResponseTerm,
  formula: Formula,
  options: CompareOptions,
): ResolvedResponse {
  const statistics = [...(view.facts?.statistics.values() ?? [])].map(({ statistic }) => statistic);
  const values = statistics.includes(term.statistic)
    ? statisticValues(view, term, formula)
    : columnValues(view, term, formula, statistics);
  const direction = options.direction ?? directionOf(term.statistic);
  return {
    name: term.text,
    statistic: term.statistic,
    reducer: term.reducer ?? "last",
    direction,
    values,
  };
}

/** The last value is the table's own, which may have been rescaled since; other reducers need the whole series. */
function statisticValues(view: RunsView, term: ResponseTerm, formula: Formula): (number | null)[] {
  const { reducer = "last", statistic } = term;
  const columns = reducer === "last" ? [...view.facts!.statistics] : [];
  const lasts = columns.filter(
    ([name, fact]) =>
      fact.statistic === statistic && fact.reducer === "last" && view.names.includes(name),
  );
  return lasts.length > 0
    ? numbersOf(view.column(lasts[0]![0]))
    : reduceHistories(view, term, formula);
}

function numbersOf(values: readonly unknown[]): (number | null)[] {
  return values.map((value) => (typeof value === "number" ? value : null));
}

function reduceHistories(view: RunsView, term: ResponseTerm, formula: Formula): (number | null)[] {
  const roots = view.names.includes("root") ? view.column("root").map(String) : [""];
  if (roots.some((root) => !view.facts!.histories.has(root))) {
    throw new FormulaError(
      `${term.text} needs every step of ${term.statistic}, and these rows do not lead to their runs; use a table from index.info(), with its column root.`,
      formula.text,
      term.start,
    );
  }
  const histories = roots.map((root) => view.facts!.histories.get(root)!.get(term.statistic));
  const { reducer = "last", tail } = term;
  const planned = reducer === "final" ? plannedSteps(histories, view) : [];
  return histories.map((series, row) => {
    const plannedStep = planned[row];
    return reduceSeries(series, reducer, {
      ...(tail === undefined ? {} : { tail }),
      ...(plannedStep === undefined ? {} : { plannedStep }),
    });
  });
}

function columnValues(
  view: RunsView,
  term: ResponseTerm,
  formula: Formula,
  statistics: readonly string[],
): (number | null)[] {
  const { statistic: name, start } = term;
  const fail = (sentence: string): never => {
    throw new FormulaError(sentence, formula.text, start);
  };
  if (view.facts?.params.includes(name))
    fail(
      `${name} is a param, not a result; the response, left of "~", is a statistic: ${some(statistics)}.`,
    );
  if (!view.names.includes(name))
    fail(unknownName("statistic", name, [...new Set([...statistics, ...numericColumns(view)])]));
  if (term.reducer !== undefined && term.reducer !== "last") {
    fail(
      `${term.reducer}(…) needs every step of ${name}, and this table has one value per run; name the column alone.`,
    );
  }
  const values = view.column(name);
  if (!values.some((value) => typeof value === "number"))
    fail(`${name} holds no numbers, so it cannot be a response.`);
  return numbersOf(values);
}

function numericColumns(view: RunsView): string[] {
  const known = [...view.params, "id"];
  return view.names.filter(
    (name) => !known.includes(name) && view.column(name).some((value) => typeof value === "number"),
  );
}

/**
 * Finds the column of a factor or a facet, and its levels in the order they are shown, the control first.
 *
 * @throws FormulaError for an unknown name, a statistic, or a control that is no level.
 */
export function resolveFactor(
  view: RunsView,
  term: FactorTerm,
  formula: Formula,
  ref?: Level,
): ResolvedFactor {
  const { name, start } = term;
  const fail = (sentence: string): never => {
    throw new FormulaError(sentence, formula.text, start);
  };
  if (view.facts?.statistics.has(name))
    fail(`${name} is a statistic, not a param; right of "~" stand params: ${some(view.params)}.`);
  if (name === "step" && !view.names.includes(name))
    fail(
      "step makes learning curves, which are drawn and not tested: use curves(), or ceteris plot.",
    );
  if (!view.names.includes(name)) fail(unknownName("param", name, view.params));
  const perRun = view.column(name).map(toLevel);
  const sorted = [...new Set(perRun)].sort(compareLevels);
  if (ref !== undefined && !sorted.includes(ref))
    fail(
      `The control ${levelText(ref)} is no level of ${name}; there are: ${sorted.map(levelText).join(", ")}.`,
    );
  const levels = ref === undefined ? sorted : [ref, ...sorted.filter((level) => level !== ref)];
  return { name, levels, numeric: levels.every((level) => typeof level === "number"), perRun };
}

/** A factor without the level of each run. */
export function toFactor({ name, levels, numeric }: ResolvedFactor): Factor {
  return { name, levels, numeric };
}

function unknownName(what: string, name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return `There is no ${what} ${name}; ${nearest ? `did you mean ${nearest}?` : `there are: ${some(names)}.`}`;
}

function some(names: readonly string[]): string {
  return names.length > 0 ? names.join(", ") : "none here";
}
