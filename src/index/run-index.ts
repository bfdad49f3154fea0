import { basename, resolve } from "node:path";
import type { ColumnTable } from "arquero";
import { exportParquet } from "../frame/export-parquet.js";
import { runsTable, type StatisticReducers } from "../frame/runs-table.js";
import { statisticsTable } from "../frame/statistics-table.js";
import type { TypedTable } from "../frame/typed-table.js";
import { addMark, listMarks, removeMark } from "../store/marks.js";
import { openRoot } from "../store/open-root.js";
import type { Problem } from "../store/problem.js";
import { readRun } from "../store/read-run.js";
import type { RunStatus } from "../store/run-file.js";
import type { Series } from "../util/series.js";
import { findRun } from "./find-run.js";
import { loadRuns, type LoadedRuns, type Selection } from "./load-runs.js";
import { querySQL } from "./sql.js";
import { typesOf } from "./types.js";

export interface IndexOptions {
  /** Globs of the statistics files in a run's directory, instead of the known names: `scores-*.csv`. */
  readonly statistics?: string | readonly string[];
}

export interface InfoOptions {
  /** Add the runs in `fails/`. */
  readonly failed?: boolean;
  /** Add the runs in `tmp/`. */
  readonly tmp?: boolean;
  /** Reducers by statistic: `{ loss: ["min", "last"] }` gives the columns `loss_min` and `loss_last`. */
  readonly statistics?: StatisticReducers;
}

export interface StatisticsOptions {
  readonly mark?: string | readonly string[];
  readonly failed?: boolean;
  readonly tmp?: boolean;
}

/** One run with everything that it recorded. */
export interface RunRecord {
  readonly id: number;
  readonly time: Date | null;
  /** Absolute path of the run's directory. */
  readonly root: string;
  readonly name: string | null;
  readonly status: RunStatus;
  readonly params: Readonly<Record<string, unknown>>;
  readonly statistics: Readonly<Record<string, Series>>;
}

/**
 * The runs below a root, a folder that Python's `exman` would accept as its own.
 *
 * @example
 * const index = new Index("./exman");
 * const runs = await index.info();
 * const best = await index.info("best");
 */
export class Index {
  /** Absolute path of the root. */
  readonly root: string;
  readonly #patterns: readonly string[] | null;
  #problems: readonly Problem[] = [];

  constructor(root: string, options: IndexOptions = {}) {
    this.root = resolve(root);
    this.#patterns = options.statistics === undefined ? null : [options.statistics].flat();
  }

  /** What the last load could not read: path, kind, and what is wrong. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /**
   * The table of runs: `id`, `time`, `root`, `name`, `status`, every param, every statistic's last value.
   *
   * @typeParam Row - The type of the rows, as `types` writes it.
   * @param mark - Only the runs below this mark, or below any of these; nested marks count.
   * @throws CeterisError `ROOT` where the root is absent or is none, `MARK` for an unknown mark.
   */
  info(mark?: string | readonly string[], options?: InfoOptions): Promise<ColumnTable>;
  info<Row extends object>(
    mark?: string | readonly string[],
    options?: InfoOptions,
  ): Promise<TypedTable<Row>>;
  async info(mark?: string | readonly string[], options: InfoOptions = {}): Promise<ColumnTable> {
    const { runs } = this.#load({ ...options, ...selectMarks(mark) });
    return runsTable(runs, options.statistics);
  }

  /**
   * The long table of statistics: `id`, `step`, `time`, `name`, `value`, a row per sample.
   *
   * @param names - Only these statistics; all by default.
   */
  async statistics(
    names?: readonly string[],
    options: StatisticsOptions = {},
  ): Promise<ColumnTable> {
    const { runs } = this.#load({ ...options, ...selectMarks(options.mark) });
    return statisticsTable(runs, names);
  }

  /**
   * Answers a query in DuckDB's SQL over the tables `runs` (as `info` gives it) and `statistics`.
   *
   * @throws CeterisError `USAGE` where the optional `@duckdb/node-api` is not installed, or DuckDB refuses the query.
   *
   * @example
   * const best = await index.sql("SELECT optimizer, max(val_accuracy) AS best FROM runs GROUP BY optimizer");
   */
  async sql(query: string, options: StatisticsOptions = {}): Promise<ColumnTable> {
    return querySQL(query, {
      runs: () => this.info(options.mark, options),
      statistics: () => this.statistics(undefined, options),
    });
  }

  /**
   * Writes all runs and statistics as Parquet, partitioned by run, for DuckDB, pandas and Spark.
   *
   * @param folder - A new or empty folder.
   * @returns the absolute paths of the files.
   */
  async exportParquet(folder: string, options: StatisticsOptions = {}): Promise<string[]> {
    const { runs } = this.#load({ ...options, ...selectMarks(options.mark) });
    return exportParquet({ runs: runsTable(runs), statistics: statisticsTable(runs) }, folder);
  }

  /**
   * The TypeScript interface of this root's columns, for `info<Runs>()`.
   *
   * @param name - The interface's name.
   */
  async types(name: string = "Runs"): Promise<string> {
    return typesOf(await this.info(), name);
  }

  /** Every mark that holds runs: `best`, `paper/figure-2`. */
  async marks(): Promise<string[]> {
    return listMarks(openRoot(this.root));
  }

  /**
   * One run, by its number, its directory's name or a unique prefix of that.
   *
   * @throws CeterisError `RUN` where none fits, or several do.
   */
  async run(id: number | string): Promise<RunRecord> {
    const problems: Problem[] = [];
    const location = findRun(openRoot(this.root), id);
    const record = readRun(location, this.#patterns, (path, kind, message) =>
      problems.push({ path, kind, message }),
    )!;
    this.#problems = problems;
    return {
      ...record,
      params: Object.fromEntries(record.params),
      statistics: Object.fromEntries(record.statistics),
    };
  }

  /** Marks runs: links them below `marked/<key>/`. Keys nest, as in `paper/figure-2`. */
  async mark(key: string, ids: readonly (number | string)[]): Promise<void> {
    const layout = openRoot(this.root);
    for (const run of ids.map((id) => findRun(layout, id))) addMark(layout, key, run);
  }

  /**
   * Takes runs out of a mark.
   *
   * @returns the directory names of those that did not bear it.
   */
  async unmark(key: string, ids: readonly (number | string)[]): Promise<string[]> {
    const layout = openRoot(this.root);
    const runs = ids.map((id) => findRun(layout, id));
    return removeMark(layout, key, runs).map(({ directory }) => basename(directory));
  }

  #load(selection: Selection): LoadedRuns {
    const loaded = loadRuns(openRoot(this.root), selection, this.#patterns);
    this.#problems = loaded.problems;
    return loaded;
  }
}

function selectMarks(mark: string | readonly string[] | undefined): Pick<Selection, "marks"> {
  return mark === undefined ? {} : { marks: [mark].flat() };
}
