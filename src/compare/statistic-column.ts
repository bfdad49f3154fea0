import { FormulaError } from "./formula-error.js";
import type { Formula } from "./formula.js";
import { nearestRemedy } from "./nearest-remedy.js";
import type { RunsView } from "./runs-view.js";

/** A name and its place in the formula. */
interface Place {
  readonly name: string;
  readonly start: number;
}

/** True for what the runs recorded by step. */
export function isStatistic(view: RunsView, name: string): boolean {
  return statisticsIn(view).includes(name);
}

/**
 * The last value of a statistic per run, or a column of a table that holds results; null where there is no number. The
 * table's own column is taken where it has one, as it may have been rescaled since.
 *
 * @throws FormulaError for an unknown name, one that is a param, or a column without numbers.
 */
export function columnOf(view: RunsView, place: Place, formula: Formula): (number | null)[] {
  const { name, start } = place;
  const fail = (sentence: string): never => {
    throw new FormulaError(sentence, formula.text, start);
  };
  if (isStatistic(view, name)) return lastValues(view, place, formula);
  if (!view.names.includes(name) || view.facts?.params.includes(name))
    throw unknownStatistic(view, place, formula);
  const values = view.column(name);
  if (!values.some((value) => typeof value === "number"))
    fail(
      `${name} holds no numbers, so it cannot be a response; name a statistic or a column that does.`,
    );
  return numbersOf(values);
}

function lastValues(view: RunsView, { name, start }: Place, formula: Formula): (number | null)[] {
  const { statistics, histories } = view.facts!;
  for (const [column, fact] of statistics)
    if (fact.statistic === name && fact.reducer === "last" && view.names.includes(column))
      return numbersOf(view.column(column));
  const roots = view.names.includes("root") ? view.column("root").map(String) : [""];
  if (roots.some((root) => !histories.has(root)))
    throw new FormulaError(
      `This table has no last value of ${name}, and these rows do not lead to their runs; use a table from index.info(), with its column root.`,
      formula.text,
      start,
    );
  return roots.map((root) => histories.get(root)!.get(name)?.value.at(-1) ?? null);
}

/** The error for a name that is no statistic. */
export function unknownStatistic(
  view: RunsView,
  { name, start }: Place,
  { text }: Formula,
): FormulaError {
  const statistics = statisticsIn(view);
  const known = [...new Set([...statistics, ...numericColumns(view)])];
  const sentence = view.facts?.params.includes(name)
    ? `${name} is a param, not a result; the response, left of "~", is a statistic: ${statistics.join(", ") || "none here"}.`
    : `There is no statistic ${name}; ${nearestRemedy(name, known)}`;
  return new FormulaError(sentence, text, start);
}

function statisticsIn({ facts }: RunsView): string[] {
  return [...(facts?.statistics.values() ?? [])].map(({ statistic }) => statistic);
}

function numericColumns(view: RunsView): string[] {
  const known = [...view.params, "id"];
  return view.names.filter(
    (name) => !known.includes(name) && view.column(name).some((value) => typeof value === "number"),
  );
}

function numbersOf(values: readonly unknown[]): (number | null)[] {
  return values.map((value) => (typeof value === "number" ? value : null));
}
