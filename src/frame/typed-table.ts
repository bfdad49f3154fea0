import type { ColumnTable } from "arquero";

/** An expression over a row; Arquero reads the function's text, so it can use nothing from outside itself. */
type Expression<Row, Value> = string | ((row: Row, parameters?: object) => Value);

type Key<Row> = (keyof Row & string) | ((row: Row) => unknown) | object;

/** What a table is read and narrowed by, where the type of its rows is known. */
interface RowsOf<Row extends object> {
  object(row?: number): Row;
  objects(options?: object): Row[];
  [Symbol.iterator](): Iterator<Row>;
  get<Name extends keyof Row & string>(name: Name, row?: number): Row[Name];
  array<Name extends keyof Row & string>(name: Name): Row[Name][];
  filter(criteria: Expression<Row, unknown>): TypedTable<Row>;
  orderby(...keys: Key<Row>[]): TypedTable<Row>;
  slice(start?: number, end?: number): TypedTable<Row>;
  reify(indices?: number[]): TypedTable<Row>;
  derive(values: Record<string, Expression<Row, unknown>>, options?: object): ColumnTable;
  groupby(...keys: (Key<Row> | Key<Row>[])[]): TypedTable<Row>;
  rollup(values?: Record<string, Expression<Row, unknown> | object>): ColumnTable;
  count(options?: object): ColumnTable;
  select<Name extends keyof Row & string>(...names: Name[]): TypedTable<Pick<Row, Name>>;
}

/**
 * An Arquero table whose rows have a known type, so that an editor completes `row.optimizer`. The verbs that keep the
 * rows keep the type; after `derive`, `rollup` and `count` the table is a plain `ColumnTable`. The type is a promise of
 * whoever names it: nothing checks it when the program runs.
 */
export type TypedTable<Row extends object> = RowsOf<Row> & ColumnTable;
