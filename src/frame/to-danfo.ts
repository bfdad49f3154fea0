import type { ColumnTable } from "arquero";
import { exactText } from "./exact-text.js";
import { makeTable } from "./make-table.js";
import { restoreTexts } from "./restore-column.js";

/** The part of the `danfojs` module that is used; the caller brings the module, so that it is no dependency. */
export interface DanfoModule<Frame> {
  readonly DataFrame: new (data: Record<string, unknown[]>) => Frame;
}

/** The part of a Danfo DataFrame that is read. */
export interface DanfoFrame {
  readonly columns: readonly string[];
  column(name: string): { readonly values: unknown };
}

/**
 * Makes a Danfo DataFrame of a table. Danfo columns hold numbers, booleans or texts: dates become ISO local time,
 * lists and objects JSON, bigints and mixed values texts, and what is missing NaN among numbers and null elsewhere.
 * A column that is named as something that a DataFrame has (`shape`, `mean`) gets an underscore, as Danfo would lose
 * that otherwise.
 *
 * @param danfo - The module: `import * as dfd from "danfojs-node"`, or `danfojs`.
 *
 * @example
 * const frame = toDanfo(await index.info(), dfd);
 */
export function toDanfo<Frame>(table: ColumnTable, danfo: DanfoModule<Frame>): Frame {
  const members = danfo.DataFrame.prototype as object;
  const columns: Record<string, unknown[]> = {};
  for (const name of table.columnNames())
    columns[freeName(name, columns, members)] = danfoColumn(
      Array.from(table.array(name) as ArrayLike<unknown>),
    );
  return new danfo.DataFrame(columns);
}

/**
 * The table of a Danfo DataFrame. Columns of texts become bigints, dates, lists or objects where all their texts spell
 * such; a number that was missing is NaN.
 */
export function fromDanfo(frame: DanfoFrame): ColumnTable {
  return makeTable(
    frame.columns.map((name) => {
      const values = Array.from(frame.column(name).values as ArrayLike<unknown>);
      const areTexts = values.every((value) => value === null || typeof value === "string");
      return [name, areTexts ? restoreTexts(values) : values];
    }),
  );
}

function freeName(name: string, taken: object, members: object): string {
  const isTaken = Object.hasOwn(taken, name) || name in members || name.startsWith("$");
  if (!isTaken) return name;
  return freeName(name.startsWith("$") ? `_${name}` : `${name}_`, taken, members);
}

function danfoColumn(values: readonly unknown[]): unknown[] {
  const types = new Set(values.flatMap((value) => (isMissing(value) ? [] : [typeof value])));
  const [type] = types;
  if (types.size === 1 && type === "number")
    return values.map((value) => (isMissing(value) ? NaN : value));
  const isBoolean = types.size === 1 && type === "boolean";
  return values.map((value) => (isMissing(value) ? null : isBoolean ? value : exactText(value)));
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
