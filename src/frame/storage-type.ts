import type { ColumnTable } from "arquero";
import { isList } from "./cell-text.js";
import { jsonValue } from "./exact-text.js";
import { factsOf } from "./run-facts.js";

/** Types of one value that Arrow and Parquet share. */
export type ScalarType = "boolean" | "int32" | "int64" | "double" | "text";

/** The type of a column in a typed file. `json` is text in JSON, for what no other type holds. */
export type StorageType = ScalarType | "time" | "json" | "nothing" | { readonly list: ScalarType };

/** A column as a typed file stores it: every value is of the type, or null. */
export interface StoredColumn {
  readonly name: string;
  readonly type: StorageType;
  readonly values: readonly unknown[];
}

/** Types of the columns of our own tables where no row says what they are. */
const WITHOUT_VALUES: ReadonlyMap<string, StorageType> = new Map<string, StorageType>([
  ["id", "int32"],
  ["time", "time"],
  ["root", "text"],
  ["name", "text"],
  ["status", "text"],
  ["step", "int32"],
  ["value", "double"],
]);

const LARGEST_INT32 = 2n ** 31n;
const LARGEST_INT64 = 2n ** 63n;

/** The columns of a table, each with its type. A statistic is a double, also where all its values are whole. */
export function storedColumns(table: ColumnTable): StoredColumn[] {
  const statistics = factsOf(table)?.statistics;
  return table.columnNames().map((name) => {
    const values = Array.from(table.array(name) as ArrayLike<unknown>, (value) => value ?? null);
    const inferred = storageType(values);
    const type =
      statistics?.has(name) && (inferred === "int32" || inferred === "nothing")
        ? "double"
        : inferred === "nothing"
          ? (WITHOUT_VALUES.get(name) ?? "nothing")
          : inferred;
    return { name, type, values: values.map((value) => storedValue(value, type)) };
  });
}

/**
 * The narrowest type that keeps every value: whole numbers and bigints together are integers, as they are in YAML.
 * Mixed values, objects, nested lists, and integers beyond 64 bits are `json`.
 */
export function storageType(values: readonly unknown[]): StorageType {
  let common: StorageType = "nothing";
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const next = isList(value) ? listType(value) : valueType(value);
    const joined = join(common, next);
    if (joined === null) return "json";
    common = joined;
  }
  return common;
}

function listType(list: ArrayLike<unknown>): StorageType {
  const items = storageType(Array.from(list));
  if (items === "nothing") return { list: "int32" };
  return typeof items === "object" || items === "json" || items === "time"
    ? "json"
    : { list: items };
}

function valueType(value: unknown): StorageType {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return "text";
  if (typeof value === "bigint") return integerType(value);
  if (typeof value === "number")
    return Number.isSafeInteger(value) && !Object.is(value, -0)
      ? integerType(BigInt(value))
      : "double";
  return value instanceof Date ? "time" : "json";
}

function integerType(value: bigint): StorageType {
  if (value >= -LARGEST_INT32 && value < LARGEST_INT32) return "int32";
  return value >= -LARGEST_INT64 && value < LARGEST_INT64 ? "int64" : "json";
}

function join(one: StorageType, other: StorageType): StorageType | null {
  if (one === other || other === "nothing") return one;
  if (one === "nothing") return other;
  if (typeof one === "object" && typeof other === "object") {
    const list = join(one.list, other.list) as ScalarType | null;
    return list && { list };
  }
  const pair = new Set([one, other]);
  if (pair.has("int32") && pair.has("int64")) return "int64";
  return pair.has("int32") && pair.has("double") ? "double" : null;
}

function storedValue(value: unknown, type: StorageType): unknown {
  if (value === null || value === undefined) return null;
  if (typeof type === "object")
    return Array.from(value as ArrayLike<unknown>, (item) => storedValue(item, type.list));
  if (type === "json") return jsonValue(value);
  if (type === "int64") return BigInt(value as number | bigint);
  if (type === "time") return Number.isNaN((value as Date).getTime()) ? null : value;
  return type === "int32" || type === "double" ? Number(value) : value;
}

/** A value as it came out of a typed file: integers are numbers up to 2^53 and bigints beyond, lists are arrays. */
export function restoredValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (isList(value)) return Array.from(value, restoredValue);
  return value ?? null;
}

/** A value of a column of JSON text. */
export function parseCell(text: unknown): unknown {
  return typeof text === "string" ? JSON.parse(text) : null;
}
