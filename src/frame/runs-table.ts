import { join } from "node:path";
import { table, type ColumnTable } from "arquero";
import { shownValue } from "../util/check-options.js";
import { CeterisError } from "../util/error.js";
import { mapNumbers, mapRuns } from "./map-runs.js";
import type { BatchRuns } from "./run-batch.js";
import { lazyColumn, type ComputedColumn } from "./computed-column.js";
import { BatchHistories } from "./histories.js";
import { paramColumn, paramNames } from "./param-columns.js";
import { checkStatistics } from "./check-statistics.js";
import { type Reducer, REDUCERS } from "./reduce.js";
import { withFacts, type RunFacts } from "./run-facts.js";
import { statisticColumn, statisticNames } from "./statistic-columns.js";

/** Reducers by statistic; a statistic that is not named has its last value. */
export type StatisticReducers = Readonly<Record<string, readonly Reducer[]>>;

type Columns = Map<string, ComputedColumn<unknown> | Float64Array | readonly unknown[]>;

/**
 * Makes the table of runs: `id`, `time` (Date, local time), `root` (absolute path of the run's directory), `name`,
 * `status`, then every param in order of appearance, then every statistic. What a run lacks is null. Most columns are
 * made when something of them is read.
 *
 * @throws CeterisError `USAGE` for a reducer that does not exist, or a statistic that none of the runs has.
 */
export function runsTable(runs: BatchRuns, reducers: StatisticReducers = {}): ColumnTable {
  const columns = identityOf(runs);
  const params = addParams(columns, runs);
  const statistics = addStatistics(columns, runs, reducers);
  const histories = new BatchHistories(runs, () => rootsOf(runs));
  const { experiments } = runs;
  return withFacts(table(columns), {
    params,
    statistics,
    histories,
    ...(experiments && { experiments }),
  });
}

/** Columns that every table of runs has. Those without rows in a root have them too. */
function identityOf(runs: BatchRuns): Columns {
  const { length } = runs.row;
  return new Map<string, ComputedColumn<unknown> | Float64Array | readonly unknown[]>([
    ["id", mapNumbers(runs, ({ id }, row) => id[row]!)],
    ["time", lazyColumn(length, () => mapRuns(runs, ({ time }, row) => toDate(time[row]!)))],
    ["root", lazyColumn(length, () => rootsOf(runs))],
    ["name", mapRuns(runs, ({ name }, row) => name[row]!)],
    ["status", [...runs.status]],
  ]);
}

function rootsOf(runs: BatchRuns): string[] {
  return mapRuns(runs, ({ directory }, row) => join(runs.root, directory[row]!));
}

function toDate(milliseconds: number): Date | null {
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

function addParams(columns: Columns, runs: BatchRuns): string[] {
  return paramNames(runs).map((name) => {
    const column = freeName(columns, name, "_param");
    columns.set(
      column,
      lazyColumn(runs.row.length, () => paramColumn(runs, name)),
    );
    return column;
  });
}

function addStatistics(
  columns: Columns,
  runs: BatchRuns,
  reducers: StatisticReducers,
): RunFacts["statistics"] {
  const facts = new Map<string, { statistic: string; reducer: Reducer }>();
  const statistics = statisticNames(runs);
  checkReducers(reducers, statistics);
  for (const statistic of statistics) {
    const wanted = Object.hasOwn(reducers, statistic) ? reducers[statistic]! : null;
    for (const reducer of wanted ?? (["last"] as const)) {
      const name = wanted ? `${statistic}_${reducer}` : statistic;
      const column = freeName(columns, name, "_last");
      const make = (): unknown[] => statisticColumn(runs, statistic, reducer);
      columns.set(column, lazyColumn(runs.row.length, make));
      facts.set(column, { statistic, reducer });
    }
  }
  return facts;
}

function checkReducers(reducers: StatisticReducers, known: readonly string[]): void {
  checkStatistics(Object.keys(reducers), known);
  for (const [statistic, wanted] of Object.entries<unknown>(reducers)) {
    if (!Array.isArray(wanted))
      throw new CeterisError(
        "USAGE",
        `The reducers of ${statistic} are ${shownValue(wanted)}; give a list of any of these: ${REDUCERS.join(", ")}.`,
      );
    const unknown = wanted.filter((reducer: Reducer) => !REDUCERS.includes(reducer));
    if (unknown.length > 0)
      throw new CeterisError(
        "USAGE",
        `There is no reducer ${shownValue(unknown[0])} for ${statistic}; there are: ${REDUCERS.join(", ")}.`,
      );
  }
}

/** Arquero keeps columns as properties of an object, where `__proto__` cannot be one. */
function freeName(columns: ReadonlyMap<string, unknown>, name: string, suffix: string): string {
  return columns.has(name) || name === "__proto__"
    ? freeName(columns, name + suffix, suffix)
    : name;
}
