import { table, type ColumnTable } from "arquero";

/**
 * Makes a table of named columns. Arquero keeps columns as properties of an object: a name that comes twice, and
 * `__proto__`, get an underscore more.
 */
export function makeTable(columns: Iterable<readonly [string, readonly unknown[]]>): ColumnTable {
  const named = new Map<string, unknown[]>();
  for (const [name, values] of columns) named.set(freeName(named, name), [...values]);
  return table(named);
}

function freeName(taken: ReadonlyMap<string, unknown>, name: string): string {
  return taken.has(name) || name === "__proto__" ? freeName(taken, `${name}_`) : name;
}
