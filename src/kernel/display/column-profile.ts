import type { ColumnTable } from "arquero";
import { cellText, isList } from "../../frame/cell-text.js";
import { commonFolder } from "./common-folder.js";

export type ColumnType =
  | "number"
  | "bigint"
  | "string"
  | "boolean"
  | "date"
  | "list"
  | "object"
  | "mixed"
  | "empty";

/** A column of a table with what its header tells of it. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Every row's value, in the table's order. */
  readonly values: readonly unknown[];
  /** Values that are there: neither null, undefined nor NaN. */
  readonly present: readonly unknown[];
  /** The folder that all of the column's paths lie in; they are shown without it. */
  readonly folder: string;
}

/** A value as the column shows it. */
export function shownText({ folder }: ColumnProfile, value: unknown): string {
  return folder !== "" && typeof value === "string"
    ? cellText(`…/${value.slice(folder.length)}`)
    : cellText(value);
}

/** Profiles of all columns, over all rows that the table's filter lets through. */
export function columnProfiles(table: ColumnTable): ColumnProfile[] {
  return table
    .columnNames()
    .map((name) => columnProfile(name, Array.from(table.array(name) as ArrayLike<unknown>)));
}

/** How often each text occurs, the most frequent first, ties in order of appearance. */
export function levelCounts(texts: readonly string[]): [level: string, count: number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

function columnProfile(name: string, values: readonly unknown[]): ColumnProfile {
  const present = values.filter(
    (value) => value !== null && value !== undefined && !Number.isNaN(value),
  );
  const type = commonType(new Set(present.map(typeOf)));
  return { name, type, values, present, folder: type === "string" ? commonFolder(present) : "" };
}

/** Integers of any size beside others are numbers. */
function commonType(types: ReadonlySet<ColumnType>): ColumnType {
  const [only = "empty", ...others] = types;
  if (others.length === 0) return only;
  return [...types].every((type) => NUMERIC.has(type)) ? "number" : "mixed";
}

const NUMERIC: ReadonlySet<ColumnType> = new Set(["number", "bigint"]);

/** Whether a column holds numbers, which are aligned to the right. */
export function isNumeric({ type }: ColumnProfile): boolean {
  return NUMERIC.has(type);
}

function typeOf(value: unknown): ColumnType {
  if (typeof value === "number") return "number";
  if (typeof value === "bigint") return "bigint";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  if (value instanceof Date) return "date";
  return isList(value) ? "list" : "object";
}
