import type { ColumnTable } from "arquero";
import { exactText } from "./exact-text.js";

/** The part of the `danfojs` module that is used; the caller brings the module, so that it is no dependency. */
export interface DanfoModule<Frame> {
  readonly DataFrame: new (data: Record<string, unknown[]>) => Frame;
}

/**
 * Makes a Danfo DataFrame of a table. Danfo columns hold numbers, booleans or texts: dates become ISO local time,
 * lists and objects JSON, and what is missing NaN among numbers and null elsewhere.
 *
 * @param danfo - The module: `import * as dfd from "danfojs-node"`, or `danfojs`.
 *
 * @example
 * const frame = toDanfo(await index.info(), dfd);
 */
export function toDanfo<Frame>(table: ColumnTable, danfo: DanfoModule<Frame>): Frame {
  const columns = table
    .columnNames()
    .map((name) => [name, danfoColumn(Array.from(table.array(name) as ArrayLike<unknown>))]);
  return new danfo.DataFrame(Object.fromEntries(columns) as Record<string, unknown[]>);
}

function danfoColumn(values: readonly unknown[]): unknown[] {
  const present = values.filter((value) => value !== null && value !== undefined);
  const areNumbers = present.length > 0 && present.every((value) => typeof value === "number");
  return values.map((value) => {
    if (value === null || value === undefined) return areNumbers ? NaN : null;
    return typeof value === "number" || typeof value === "boolean" ? value : exactText(value);
  });
}
