import type { ColumnTable } from "arquero";
import { isSparse } from "../frame/is-sparse.js";
import { codeColumns } from "../frame/recorded-columns.js";
import { factsOf } from "../frame/run-facts.js";
import { nearestName } from "../util/nearest-name.js";
import { UsageError } from "./usage-error.js";

/**
 * The columns that a person looks for in a list of runs: id, the name and status where they tell runs apart, the
 * params that vary, and the statistics that a run has. Those that most runs lack come last.
 */
export function telling(runs: ColumnTable): string[] {
  const facts = factsOf(runs)!;
  const params = shownParams(runs);
  const hasNews = (name: string): boolean => new Set(valuesOf(runs, name).map(textOf)).size > 1;
  const hasValue = (name: string): boolean =>
    runs.columnNames().includes(name) && valuesOf(runs, name).some((value) => value !== null);
  const others = [
    ...["name", "status", ...params].filter(hasNews),
    ...[...facts.statistics.keys()].filter(hasValue),
  ];
  const isLast = (name: string): boolean => isSparse(valuesOf(runs, name));
  return ["id", ...others.filter((name) => !isLast(name)), ...others.filter(isLast)];
}

/**
 * The params of a list of runs, and the version of an experiment. Commits and environments are left out: they are long and
 * say little, and are shown where they are asked for.
 */
export function shownParams(runs: ColumnTable): string[] {
  const names = runs.columnNames();
  const params = (factsOf(runs)?.params ?? []).filter((name) => names.includes(name));
  const code = codeColumns(params, (name) => valuesOf(runs, name));
  return params.filter((name) => !code.includes(name));
}

function valuesOf(runs: ColumnTable, name: string): unknown[] {
  return Array.from(runs.array(name) as ArrayLike<unknown>);
}

function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item)) ??
    "null"
  );
}

/**
 * Checks the names that a user typed for `--columns`, with commas between them.
 *
 * @throws UsageError for a column that the table lacks, one that is named twice, and where a name is empty.
 */
export function namedColumns(runs: ColumnTable, text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes(""))
    throw new UsageError(
      `--columns ${JSON.stringify(text)} leaves a name out; write --columns id,status, or leave it out for the columns that tell runs apart.`,
    );
  const twice = names.find((name, position) => names.indexOf(name) < position);
  if (twice !== undefined) throw new UsageError(`--columns names ${twice} twice; name it once.`);
  return names.map((name) => checkColumn(runs, name));
}

/** @throws UsageError for a column that the table lacks. */
export function checkColumn(runs: ColumnTable, name: string): string {
  const known = runs.columnNames();
  if (known.includes(name)) return name;
  const nearest = nearestName(name, known);
  throw new UsageError(
    `There is no column ${name}; ${nearest ? `did you mean ${nearest}?` : `the columns are: ${known.join(", ")}.`}`,
  );
}
