import { table, type ColumnTable } from "arquero";
import type { RunRow } from "./runs-table.js";

/**
 * Makes the long table of statistics: `id` of the run, `step`, `time` (Date or null), `name`, `value`; a row per
 * sample, by run, then by name, then by step. `step` is null for a value that was recorded without one.
 *
 * @param names - The statistics that are wanted; all of them by default.
 */
export function statisticsTable(runs: readonly RunRow[], names?: readonly string[]): ColumnTable {
  const columns = {
    id: [] as number[],
    step: [] as (number | null)[],
    time: [] as (Date | null)[],
    name: [] as string[],
    value: [] as number[],
  };
  for (const run of runs) {
    for (const [name, series] of run.statistics) {
      if (names && !names.includes(name)) continue;
      for (let index = 0; index < series.value.length; index += 1) {
        columns.id.push(run.id);
        columns.step.push(finiteOrNull(series.step[index]!));
        columns.time.push(toDate(series.time[index]!));
        columns.name.push(name);
        columns.value.push(series.value[index]!);
      }
    }
  }
  return table(columns);
}

function finiteOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function toDate(seconds: number): Date | null {
  return Number.isNaN(seconds) ? null : new Date(seconds * 1000);
}
