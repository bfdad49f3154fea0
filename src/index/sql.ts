import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ColumnTable } from "arquero";
import type * as DuckDB from "@duckdb/node-api";
import { makeTable } from "../frame/make-table.js";
import { toParquet } from "../frame/parquet.js";
import { restoredValue } from "../frame/storage-type.js";
import { CeterisError } from "../util/error.js";

/** Tables by the name that a query has for them; each is loaded only where the query names it. */
export type Views = Readonly<Record<string, () => Promise<ColumnTable>>>;

/**
 * Answers a query in DuckDB's SQL. The tables reach DuckDB as Parquet files in a temporary folder that is removed
 * afterwards; the database is in memory.
 *
 * @returns the last statement's result: integers as numbers up to 2^53 and bigints beyond, dates, lists, and parsed JSON.
 * @throws CeterisError `USAGE` where `@duckdb/node-api` is not installed, or for a query that DuckDB refuses.
 */
export async function querySQL(query: string, views: Views): Promise<ColumnTable> {
  const { DuckDBInstance } = await importDuckDB();
  const folder = mkdtempSync(join(tmpdir(), "ceteris-sql-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await createViews(connection, folder, query, views);
    return tableOf(await run(connection, query));
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importDuckDB(): Promise<typeof DuckDB> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new CeterisError(
      "USAGE",
      `SQL needs DuckDB, which cannot be loaded (${(error as NodeJS.ErrnoException).code ?? String(error)}); run: npm install @duckdb/node-api`,
      { cause: error },
    );
  }
}

async function createViews(
  connection: DuckDB.DuckDBConnection,
  folder: string,
  query: string,
  views: Views,
): Promise<void> {
  for (const [name, load] of Object.entries(views)) {
    if (!new RegExp(`\\b${name}\\b`, "i").test(query)) continue;
    const file = join(folder, `${name}.parquet`);
    writeFileSync(file, toParquet(await load()));
    await connection.run(
      `CREATE VIEW ${name} AS SELECT * FROM read_parquet('${file.replaceAll("'", "''")}')`,
    );
  }
}

async function run(
  connection: DuckDB.DuckDBConnection,
  query: string,
): Promise<DuckDB.DuckDBResultReader> {
  try {
    return await connection.runAndReadAll(query);
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, " ").trim();
    throw new CeterisError(
      "USAGE",
      `DuckDB cannot answer this query: ${reason} (there are the tables runs and statistics).`,
      { cause: error },
    );
  }
}

function tableOf(result: DuckDB.DuckDBResultReader): ColumnTable {
  const types = result.columnTypes();
  const columns = result.getColumnsJS();
  return makeTable(
    result.columnNames().map((name, position) => {
      const values = columns[position]!.map(restoredValue);
      return [name, types[position]!.alias === "JSON" ? values.map(parseCell) : values];
    }),
  );
}

function parseCell(text: unknown): unknown {
  return typeof text === "string" ? JSON.parse(text) : null;
}
