import type { ColumnTable } from "arquero";
import type { Series } from "../util/series.js";
import type { Reducer } from "./reduce.js";

/** Every series of a run, by the run's `root` and the statistic's name. */
export interface Histories {
  get(root: string): ReadonlyMap<string, Series> | undefined;
  has(root: string): boolean;
}

/** What makes two versions of an experiment unlike. */
export interface VersionGap {
  /** In words: `code change`, `new hyperparameter momentum`. */
  readonly what: string;
  /** Flags of `ceteris experiments NAME` that state what makes up for it. */
  readonly remedy: string;
}

/** What is known of the versions of an experiment. */
export interface ExperimentVersions {
  /** The oldest version whose trials can be compared with those of this one; undefined for one that is not known. */
  groupOf(version: number): number | undefined;
  /** What hinders a comparison of trials of two versions. */
  gapsBetween(one: number, other: number): readonly VersionGap[];
}

/** What a table of runs knows beyond its columns. */
export interface RunFacts {
  /** Names of the columns that hold params, in order. */
  readonly params: readonly string[];
  /** Columns that hold a statistic, and how it was reduced to one number. */
  readonly statistics: ReadonlyMap<
    string,
    { readonly statistic: string; readonly reducer: Reducer }
  >;
  readonly histories: Histories;
  /** By the names of the experiments, which are in the column `experiment.name`. */
  readonly experiments?: ReadonlyMap<string, ExperimentVersions>;
}

const FACTS: unique symbol = Symbol.for("ceteris.facts");

/**
 * Attaches facts to a table. They travel as an Arquero table parameter, so that they survive `filter`, `derive`,
 * `orderby` and every other verb.
 */
export function withFacts(table: ColumnTable, facts: RunFacts): ColumnTable {
  return table.params({ [FACTS]: facts }) as ColumnTable;
}

/** The facts of a table that came from an `Index`; null for any other table. */
export function factsOf(table: ColumnTable): RunFacts | null {
  const params = table.params() as { [FACTS]?: RunFacts } | undefined;
  return params?.[FACTS] ?? null;
}
