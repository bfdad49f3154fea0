import { table, type ColumnTable } from "arquero";
import type { Series } from "../util/series.js";
import { flatten } from "./flatten.js";
import { inferColumn } from "./infer-column.js";
import { reduceSeries, type Reducer } from "./reduce.js";
import { withFacts, type RunFacts } from "./run-facts.js";

/** A run, as a row is made of it. */
export interface RunRow {
  readonly id: number;
  readonly time: Date | null;
  readonly root: string;
  readonly name: string | null;
  readonly status: string;
  readonly params: ReadonlyMap<string, unknown>;
  readonly statistics: ReadonlyMap<string, Series>;
}

/** Reducers by statistic; a statistic that is not named has its last value. */
export type StatisticReducers = Readonly<Record<string, readonly Reducer[]>>;

/** Columns that every table of runs has. Those without rows in a root have them too. */
const IDENTITY = ["id", "time", "root", "name", "status"] as const;

/**
 * Makes the table of runs: `id`, `time` (Date, local time), `root` (absolute path of the run's directory), `name`,
 * `status`, then every param in order of appearance, then every statistic. What a run lacks is null.
 */
export function runsTable(runs: readonly RunRow[], reducers: StatisticReducers = {}): ColumnTable {
  const columns = new Map<string, unknown[]>(
    IDENTITY.map((name) => [name, runs.map((run) => run[name])]),
  );
  const params = addParams(columns, runs);
  const statistics = addStatistics(columns, runs, reducers);
  const histories = new Map(runs.map((run) => [run.root, run.statistics]));
  return withFacts(table(columns), { params, statistics, histories });
}

function addParams(columns: Map<string, unknown[]>, runs: readonly RunRow[]): string[] {
  const flat = runs.map((run) => flatten(run.params));
  return namesOf(flat).map((name) => {
    const column = freeName(columns, name, "_param");
    columns.set(column, inferColumn(flat.map((params) => params.get(name))));
    return column;
  });
}

function addStatistics(
  columns: Map<string, unknown[]>,
  runs: readonly RunRow[],
  reducers: StatisticReducers,
): RunFacts["statistics"] {
  const facts = new Map<string, { statistic: string; reducer: Reducer }>();
  for (const statistic of namesOf(runs.map((run) => run.statistics))) {
    const wanted = Object.hasOwn(reducers, statistic) ? reducers[statistic]! : null;
    for (const reducer of wanted ?? (["last"] as const)) {
      const name = wanted ? `${statistic}_${reducer}` : statistic;
      const column = freeName(columns, name, "_last");
      columns.set(
        column,
        runs.map((run) => reduceSeries(run.statistics.get(statistic), reducer)),
      );
      facts.set(column, { statistic, reducer });
    }
  }
  return facts;
}

function namesOf(records: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(records.flatMap((record) => [...record.keys()]))];
}

/** Arquero keeps columns as properties of an object, where `__proto__` cannot be one. */
function freeName(columns: ReadonlyMap<string, unknown>, name: string, suffix: string): string {
  return columns.has(name) || name === "__proto__"
    ? freeName(columns, name + suffix, suffix)
    : name;
}
