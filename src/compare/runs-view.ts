import type { ColumnTable } from "arquero";
import { factsOf, type RunFacts } from "../frame/run-facts.js";
import { isMeasure } from "./direction.js";

/** Columns of a table of runs that are no params. */
const IDENTITY: readonly string[] = ["id", "time", "root", "name", "status"];

/** The runs of a table as columns, read once. */
export interface RunsView {
  readonly size: number;
  readonly names: readonly string[];
  /**
   * Columns that hold params. A table that did not come from an Index does not tell: there they are all but the identity
   * of a run and what is taken for a result.
   */
  readonly params: readonly string[];
  /**
   * Columns of such a table that are taken for results: their name ends in that of a measure, and they hold fractions that
   * differ in most rows.
   */
  readonly results: readonly string[];
  readonly facts: RunFacts | null;
  /** Ids of the runs; row numbers from 1 where the table has none. */
  readonly ids: readonly number[];
  /** True for runs that ended badly. */
  readonly failed: readonly boolean[];
  /** The values of a column that exists, one per run. */
  readonly column: (name: string) => readonly unknown[];
}

/** Reads a table of runs; rows that were filtered away do not count. */
export function viewRuns(table: ColumnTable): RunsView {
  const names = table.columnNames();
  const facts = factsOf(table);
  const columns = new Map<string, readonly unknown[]>();
  const column = (name: string): readonly unknown[] => {
    if (!columns.has(name)) columns.set(name, Array.from(table.array(name) as ArrayLike<unknown>));
    return columns.get(name)!;
  };
  const size = table.numRows();
  const results = facts ? [] : names.filter((name) => isMeasure(name) && isMeasured(column(name)));
  const isParam = (name: string): boolean => !IDENTITY.includes(name) && !results.includes(name);
  const candidates = facts ? facts.params : names.filter(isParam);
  return {
    size,
    names,
    params: candidates.filter((name) => names.includes(name)),
    results: results.filter((name) => !IDENTITY.includes(name)),
    facts,
    ids: names.includes("id")
      ? column("id").map(Number)
      : Array.from({ length: size }, (_, row) => row + 1),
    failed: names.includes("status")
      ? column("status").map(isFailed)
      : Array.from({ length: size }, () => false),
    column,
  };
}

function isMeasured(values: readonly unknown[]): boolean {
  const numbers = values.filter((value) => typeof value === "number");
  const hasFractions = numbers.some((value) => Number.isFinite(value) && !Number.isInteger(value));
  return hasFractions && new Set(numbers).size > values.length / 2;
}

function isFailed(status: unknown): boolean {
  return status === "failed" || status === "lost";
}
