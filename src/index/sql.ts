import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ColumnTable } from "arquero";
import type * as DuckDB from "@duckdb/node-api";
import { makeTable } from "../frame/make-table.js";
import { toParquet } from "../frame/parquet.js";
import { parseCell, restoredValue, storageType } from "../frame/storage-type.js";
import { CeterisError } from "../util/error.js";

/** Tables by the name that a query has for them; each is loaded only where the query names it. */
export type Views = Readonly<Record<string, () => Promise<ColumnTable>>>;

/** DuckDB forgets an interrupt that comes before a query has begun: it is sent again, in milliseconds. */
const INTERRUPT_MS = 20;
const LARGEST_HUGEINT = 2n ** 127n;

/**
 * Answers a query in DuckDB's SQL. The tables reach DuckDB as Parquet files in a temporary folder that is removed
 * afterwards; the database is in memory.
 *
 * @param signal - Ends the query; the promise is then rejected with the signal's reason.
 * @returns the last statement's result: integers as numbers up to 2^53 and bigints beyond, dates, lists, parsed JSON;
 * intervals and times of the day as DuckDB's text.
 * @throws CeterisError `USAGE` where `@duckdb/node-api` is not installed, or for a query that DuckDB refuses.
 */
export async function querySQL(
  query: string,
  views: Views,
  signal?: AbortSignal,
): Promise<ColumnTable> {
  const duckdb = await importDuckDB();
  const instance = await duckdb.DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const folder = mkdtempSync(join(tmpdir(), "ceteris-sql-"));
  try {
    await createViews(connection, folder, query, views);
    return tableOf(await run(connection, query, signal), duckdb);
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
    const table = await load();
    const file = join(folder, `${name}.parquet`);
    writeFileSync(file, toParquet(table));
    const source = `read_parquet('${file.replaceAll("'", "''")}')`;
    const columns = (await connection.run(`FROM ${source} LIMIT 0`)).columnNames();
    const huge = hugeColumns(table).map((position) => hugeInteger(columns[position]!));
    const replaced = huge.length > 0 ? ` REPLACE (${huge.join(", ")})` : "";
    await connection.run(`CREATE VIEW ${name} AS SELECT *${replaced} FROM ${source}`);
  }
}

/** Positions of columns of integers that 64 bits do not hold, and 128 do: in Parquet they are JSON. */
function hugeColumns(table: ColumnTable): number[] {
  return table.columnNames().flatMap((name, position) => {
    const values = table.array(name) as readonly unknown[];
    const isHuge =
      values.some((value) => typeof value === "bigint") &&
      values.every((value) => value === null || isHugeInteger(value)) &&
      storageType(values) === "json";
    return isHuge ? position : [];
  });
}

function isHugeInteger(value: unknown): boolean {
  if (typeof value === "bigint") return value >= -LARGEST_HUGEINT && value < LARGEST_HUGEINT;
  return Number.isSafeInteger(value);
}

function hugeInteger(column: string): string {
  const name = `"${column.replaceAll('"', '""')}"`;
  return `CAST(${name} ->> '$' AS HUGEINT) AS ${name}`;
}

async function run(
  connection: DuckDB.DuckDBConnection,
  query: string,
  signal: AbortSignal | undefined,
): Promise<DuckDB.DuckDBResultReader> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    connection.interrupt();
    timer ??= setInterval(() => connection.interrupt(), INTERRUPT_MS);
  };
  signal?.addEventListener("abort", interrupt);
  try {
    return await connection.runAndReadAll(query);
  } catch (error) {
    signal?.throwIfAborted();
    throw refused(
      "DuckDB cannot answer this query",
      error,
      "there are the tables runs and statistics",
    );
  } finally {
    signal?.removeEventListener("abort", interrupt);
    clearInterval(timer);
    signal?.throwIfAborted();
  }
}

function tableOf(result: DuckDB.DuckDBResultReader, duckdb: typeof DuckDB): ColumnTable {
  try {
    const columns = result.convertColumns(converter(duckdb));
    const types = result.columnTypes();
    return makeTable(
      result.columnNames().map((name, position) => {
        const values = columns[position] ?? []; // there are no columns where there are no rows
        return [name, types[position]!.alias === "JSON" ? values.map(parseCell) : values];
      }),
    );
  } catch (error) {
    throw refused("A table cannot hold what DuckDB answers", error, "cast the column to VARCHAR");
  }
}

/** Values as our tables have them. */
function converter(duckdb: typeof DuckDB): DuckDB.DuckDBValueConverter<unknown> {
  const { DuckDBTypeId, JSDuckDBValueConverter } = duckdb;
  const asText: ReadonlySet<DuckDB.DuckDBTypeId> = new Set([
    DuckDBTypeId.INTERVAL,
    DuckDBTypeId.TIME,
    DuckDBTypeId.TIME_NS,
    DuckDBTypeId.TIME_TZ,
  ]);
  const convert = JSDuckDBValueConverter as DuckDB.DuckDBValueConverter<unknown>;
  return (value, type, nested) => {
    if (value === null) return null;
    if (asText.has(type.typeId)) return String(value);
    return restoredValue(convert(value, type, nested));
  };
}

function refused(what: string, error: unknown, remedy: string): CeterisError {
  const reason = (error as Error).message.replace(/\s+/g, " ").trim();
  return new CeterisError("USAGE", `${what}: ${reason} (${remedy}).`, { cause: error });
}
