import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { parquetBytes, toParquet } from "./parquet.js";
import { storedColumns } from "./storage-type.js";

/** The two tables of a root: one row per run, and one per sample. */
export interface RootTables {
  readonly runs: ColumnTable;
  readonly statistics: ColumnTable;
}

/**
 * Writes both tables of a root as Parquet that DuckDB, pandas and Spark read as they stand: `runs.parquet`, and
 * `statistics/run=<id>/part-0.parquet` for each run that has samples. Every part has the same columns and types.
 *
 * @param folder - A new or empty folder; nothing is written outside it.
 * @returns the absolute paths of the files.
 * @throws CeterisError `USAGE` where the folder holds something or cannot be written.
 *
 * @example
 * exportParquet({ runs: await index.info(), statistics: await index.statistics() }, "./export");
 */
export function exportParquet({ runs, statistics }: RootTables, folder: string): string[] {
  const path = resolve(folder);
  openEmpty(path);
  const files = new Map([[join(path, "runs.parquet"), () => toParquet(runs)]]);
  const columns = storedColumns(statistics);
  for (const [id, rows] of rowsByRun(statistics)) {
    const part = columns.map((column) => ({
      ...column,
      values: rows.map((row) => column.values[row]),
    }));
    files.set(join(path, "statistics", `run=${id}`, "part-0.parquet"), () => parquetBytes(part));
  }
  for (const [file, bytes] of files) {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, bytes());
  }
  return [...files.keys()];
}

function openEmpty(path: string): void {
  let entries: string[];
  try {
    mkdirSync(path, { recursive: true });
    entries = readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CeterisError(
      "USAGE",
      `${path} cannot be written (${code ?? String(error)}); name a folder that may be created.`,
      { cause: error },
    );
  }
  if (entries.length === 0) return;
  throw new CeterisError(
    "USAGE",
    `${path} is not empty (it holds ${entries[0]}); name a new folder, or remove the former export, so that no old part stays.`,
  );
}

function rowsByRun(statistics: ColumnTable): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  const ids = statistics.array("id") as ArrayLike<number>;
  for (let row = 0; row < ids.length; row += 1) {
    const group = groups.get(ids[row]!);
    if (group) group.push(row);
    else groups.set(ids[row]!, [row]);
  }
  return groups;
}
