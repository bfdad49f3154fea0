import { table, type ColumnTable } from "arquero";

/** Columns of every kind that a root can hold, with names and values that formats stumble over. */
export const ODD_COLUMNS: ReadonlyMap<string, readonly unknown[]> = new Map<
  string,
  readonly unknown[]
>([
  ["id", [1, 2, 3]],
  ["time", [new Date(2026, 10, 21, 10, 0, 0), null, new Date(2026, 10, 21, 10, 0, 0, 250)]],
  ["lr", [1e-5, null, 0.3]],
  ["loss", [NaN, Infinity, -Infinity]],
  ["val loss", [null, NaN, -0]],
  ["seed", [2n ** 53n + 1n, -7, null]],
  ["far", [2 ** 40, 2 ** 53 - 1, null]],
  ["early_stop", [true, null, false]],
  ["opti%mizer_#1", ["adam", "naïve Δ 🎉", "say \"hi\",\n\t\\ 'x' & | ~^{}$"]],
  ["empty", ["", null, "null"]],
  ["padded", ["0012", "1", "yes"]],
  ["hidden", [[64, 32], [], null]],
  ["betas", [[0.9, NaN], [1, 2], null]],
  ["names", [["a", null], ["b, c"], null]],
  ["big", [[2n ** 60n, 1], [2], null]],
  ["mixed", [1, "one", [1, "two", { deep: [null] }]]],
  ["nested", [[[1, 2], [3]], { a: {} }, null]],
  ["nothing", [null, null, null]],
  ["constructor", [1, 2, 3]],
  ["toString", ["x", "y", null]],
  ["hasOwnProperty", [0.5, null, 1]],
  ["model.depth", [3, 4, null]],
  ["größe", [1, 2, 3]],
]);

/** The table of those columns, or of some of them. */
export function oddTable(names: Iterable<string> = ODD_COLUMNS.keys()): ColumnTable {
  return table([...names].map((name) => [name, [...ODD_COLUMNS.get(name)!]]));
}

/** Every column of a table as a plain list. */
export function columnsOf(of: ColumnTable): Map<string, unknown[]> {
  return new Map(
    of.columnNames().map((name) => [name, Array.from(of.array(name) as ArrayLike<unknown>)]),
  );
}
