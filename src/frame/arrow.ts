import {
  bool,
  columnFromArray,
  type DataType,
  field,
  float64,
  int32,
  int64,
  list,
  nullType,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
} from "@uwdata/flechette";
import type { ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { makeTable } from "./make-table.js";
import {
  parseCell,
  restoredValue,
  storedColumns,
  type StorageType,
  type StoredColumn,
} from "./storage-type.js";

/** Arrow's own name for text that is JSON; a reader that does not know it sees text. */
const JSON_TEXT: ReadonlyMap<string, string> = new Map([
  ["ARROW:extension:name", "arrow.json"],
  ["ARROW:extension:metadata", ""],
]);

/**
 * A table as an Arrow IPC file. Booleans, whole numbers, doubles, bigints (64 bits), texts, dates (UTC, in
 * milliseconds) and lists of these keep their types, and null is apart from NaN. A column of mixed values, objects or
 * nested lists is JSON text of Arrow's type `arrow.json`.
 *
 * @example
 * const bytes = toArrow(await index.info());
 */
export function toArrow(table: ColumnTable): Uint8Array {
  const columns = storedColumns(table);
  const arrow = tableFromColumns(
    columns.map(({ name, type, values }) => [
      name,
      columnFromArray(arrowValues(type, values), arrowType(type)),
    ]),
  );
  for (const [position, { type }] of columns.entries())
    if (type === "json") arrow.schema.fields[position]!.metadata = new Map(JSON_TEXT);
  return tableToIPC(arrow, { format: "file" })!;
}

/**
 * The table of an Arrow IPC file or stream. Integers are numbers up to 2^53 and bigints beyond.
 *
 * @throws CeterisError `FORMAT` for bytes that are not Arrow.
 */
export function fromArrow(bytes: Uint8Array): ColumnTable {
  try {
    return readArrow(new Uint8Array(bytes)); // a copy starts at a whole word, as the reader needs
  } catch (error) {
    throw new CeterisError(
      "FORMAT",
      `These ${bytes.length} bytes are no Arrow file that can be read (${(error as Error).message}); give what toArrow made, or an .arrow file's bytes.`,
      { cause: error },
    );
  }
}

function readArrow(bytes: Uint8Array): ColumnTable {
  if (bytes.length === 0) throw new Error("there are none");
  const arrow = tableFromIPC(bytes, { useDate: true, useBigInt: true });
  return makeTable(
    arrow.schema.fields.map(({ name, metadata }, position) => {
      const values = Array.from(arrow.getChildAt(position), restoredValue);
      const isJSON = metadata?.get("ARROW:extension:name") === "arrow.json";
      return [name, isJSON ? values.map(parseCell) : values];
    }),
  );
}

function arrowValues(type: StorageType, values: StoredColumn["values"]): unknown[] {
  return type === "json"
    ? values.map((value) => (value === null ? null : JSON.stringify(value)))
    : [...values];
}

function arrowType(type: StorageType): DataType {
  if (typeof type === "object") return list(field("item", arrowType(type.list)));
  return ARROW_TYPES[type]();
}

const ARROW_TYPES: Readonly<Record<Extract<StorageType, string>, () => DataType>> = {
  boolean: bool,
  int32,
  int64,
  double: float64,
  text: utf8,
  json: utf8,
  time: () => timestamp(TimeUnit.MILLISECOND, "UTC"),
  nothing: nullType,
};
