import type { ColumnTable } from "arquero";
import { parquetMetadata, parquetRead, parquetSchema, type SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { CeterisError } from "../util/error.js";
import { makeTable } from "./make-table.js";
import {
  restoredValue,
  storedColumns,
  type StorageType,
  type StoredColumn,
} from "./storage-type.js";

/**
 * A table as a Parquet file, compressed with Snappy. Booleans, whole numbers, doubles, bigints (64 bits), texts, dates
 * (UTC, in milliseconds) and lists of these keep their types, and null is apart from NaN. A column of mixed values,
 * objects or nested lists is JSON text of Parquet's type `JSON`.
 *
 * @example
 * const bytes = toParquet(await index.info());
 */
export function toParquet(table: ColumnTable): Uint8Array {
  return parquetBytes(storedColumns(table));
}

/** Columns with their types as a Parquet file. */
export function parquetBytes(columns: readonly StoredColumn[]): Uint8Array {
  const schema: SchemaElement[] = [
    { name: "schema", num_children: columns.length },
    ...columns.flatMap(({ name, type }) => schemaElements(name, type)),
  ];
  const columnData = columns.map(({ name, values }) => ({ name, data: [...values] }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, createdBy: "ceteris" }));
}

/**
 * The table of a Parquet file. Integers are numbers up to 2^53 and bigints beyond.
 *
 * @throws CeterisError `FORMAT` for bytes that are not Parquet, or compressed otherwise than with Snappy.
 */
export async function fromParquet(bytes: Uint8Array): Promise<ColumnTable> {
  try {
    return await readParquet(new Uint8Array(bytes).buffer);
  } catch (error) {
    throw new CeterisError(
      "FORMAT",
      `These ${bytes.length} bytes are no Parquet file that can be read (${(error as Error).message}); give what toParquet made, or a file compressed with Snappy or not at all.`,
      { cause: error },
    );
  }
}

async function readParquet(file: ArrayBuffer): Promise<ColumnTable> {
  const metadata = parquetMetadata(file);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const columns: [string, unknown[]][] = names.map((name) => [name, []]);
  await parquetRead({
    file,
    metadata,
    onComplete: (rows) => {
      for (const row of rows as unknown[][])
        for (const [position, value] of row.entries())
          columns[position]![1].push(restoredValue(value));
    },
  });
  return makeTable(columns);
}

function schemaElements(name: string, type: StorageType): SchemaElement[] {
  if (typeof type !== "object")
    return [{ name, ...PARQUET_TYPES[type], repetition_type: "OPTIONAL" }];
  return [
    { name, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...schemaElements("element", type.list),
  ];
}

const PARQUET_TYPES: Readonly<
  Record<Extract<StorageType, string>, Pick<SchemaElement, "type" | "converted_type">>
> = {
  boolean: { type: "BOOLEAN" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  json: { type: "BYTE_ARRAY", converted_type: "JSON" },
  time: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
  nothing: { type: "BYTE_ARRAY", converted_type: "UTF8" },
};
