import { resolve } from "node:path";
import { table, type ColumnTable } from "arquero";
import { filterWhere } from "../../src/compare/where.js";
import type { RunRow } from "../../src/frame/run-batch.js";
import { runsTable } from "../../src/frame/runs-table.js";
import { Index } from "../../src/index/run-index.js";
import { batchRuns, runRow } from "../frame/batches.js";

/** The root that Python's exman wrote: three optimizers, learning rates, two networks, eight seeds. */
export const digits: Index = new Index(
  resolve(import.meta.dirname, "../fixtures/digits-exman/root"),
);

/** Its runs of one network at the three learning rates that every optimizer was run at. */
export async function largeNetwork(): Promise<ColumnTable> {
  return filterWhere(await digits.info(), "hidden == [64, 32] && lr in [0.003, 0.03, 0.3]");
}

/** A plain table of rows, as from a CSV file: no histories, no facts. */
export function rowsTable(rows: readonly object[]): ColumnTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const at = (row: object, name: string): unknown => (row as Record<string, unknown>)[name] ?? null;
  return table(names.map((name) => [name, rows.map((row) => at(row, name))]));
}

/** A run and its status. */
export interface MadeRun extends RunRow {
  readonly status: string;
}

/** A run whose statistics are given as values at the steps 0, 1, 2, … */
export function runOf(
  id: number,
  params: Readonly<Record<string, unknown>>,
  statistics: Readonly<Record<string, readonly number[]>>,
  status = "completed",
): MadeRun {
  return { ...runRow(id, params, statistics), status };
}

/** A table as `Index.info` makes it. */
export function infoTable(...runs: readonly MadeRun[]): ColumnTable {
  return runsTable({ ...batchRuns(runs), status: runs.map(({ status }) => status) });
}

/** R's `sleep`: two drugs, ten patients; the anchor figures of the t tests. */
export const sleep: readonly { group: string; patient: number; extra: number }[] = [
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
].flatMap((values, group) =>
  values.map((extra, patient) => ({ group: `drug ${group + 1}`, patient, extra })),
);

/** A run of `grid`. */
export interface GridRow {
  readonly a: string;
  readonly b: number;
  readonly seed: number;
  readonly acc: number;
}

/** Two factors of two and three levels at four seeds. */
export const grid: readonly GridRow[] = ["u", "v"].flatMap((a, i) =>
  [1, 2, 3].flatMap((b, j) =>
    [0, 1, 2, 3].map((seed) => ({
      a,
      b,
      seed,
      acc: 10 + i * 2 + j + 0.5 * seed + ((i * 7 + j * 3 + seed * 5) % 4) / 10,
    })),
  ),
);
