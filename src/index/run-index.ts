import { basename, resolve } from "node:path";
import type { ColumnTable } from "arquero";
import { exportParquet } from "../frame/export-parquet.js";
import { runsTable, type StatisticReducers } from "../frame/runs-table.js";
import { rawStatisticsTable, statisticsTable } from "../frame/statistics-table.js";
import type { TypedTable } from "../frame/typed-table.js";
import { rootLayout, type RootLayout } from "../store/layout.js";
import { addMark, listMarks, removeMark } from "../store/marks.js";
import { openRoot } from "../store/open-root.js";
import type { Problem, ReportProblem } from "../store/problem.js";
import { presentStatus, type RunStatus } from "../store/run-file.js";
import { RunReader } from "../store/run-reader.js";
import type { Series } from "../util/series.js";
import { cacheFolders } from "./cache/cache-folder.js";
import { RootMemory } from "./cache/root-memory.js";
import { SegmentCache } from "./cache/segment-cache.js";
import { findRun } from "./find-run.js";
import type { LoadOptions } from "./load/control.js";
import { type LoadedRuns, loadRoot } from "./load/load-root.js";
import { readRaw } from "./load/read-raw.js";
import type { Selection } from "./load/selection.js";
import { querySQL } from "./sql.js";
import { typesOf } from "./types.js";

export interface IndexOptions {
  /** Globs of the statistics files in a run's directory, instead of the known names: `scores-*.csv`. */
  readonly statistics?: string | readonly string[];
  /**
   * Where what was read is kept for the next load: by default in the root's `.ceteris/`, or where that cannot be
   * written in the user's cache directory. A folder's path keeps it there; false keeps it in memory only.
   */
  readonly cache?: boolean | string;
}

export interface InfoOptions extends LoadOptions {
  /** Add the runs in `fails/`. */
  readonly failed?: boolean;
  /** Add the runs in `tmp/`. */
  readonly tmp?: boolean;
  /** Reducers by statistic: `{ loss: ["min", "last"] }` gives the columns `loss_min` and `loss_last`. */
  readonly statistics?: StatisticReducers;
}

export interface StatisticsOptions extends LoadOptions {
  readonly mark?: string | readonly string[];
  readonly failed?: boolean;
  readonly tmp?: boolean;
  /**
   * Every row as it was written, those of earlier attempts that a later one replaced too, with a column `file`. Such
   * a load reads all statistics anew.
   */
  readonly raw?: boolean;
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
  readonly #memory: () => RootMemory;
  #problems: readonly Problem[] = [];

  constructor(root: string, { statistics, cache = true }: IndexOptions = {}) {
    this.root = resolve(root);
    this.#patterns = statistics === undefined ? null : [statistics].flat();
    this.#memory = openMemory(rootLayout(this.root), this.#patterns, cache);
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
    const { runs } = await this.#load({ ...options, ...selectMarks(mark) });
    return runsTable(runs, options.statistics);
  }

  /**
   * The long table of statistics: `id`, `step`, `time`, `name`, `value`, a row per sample. Of a name and a step that
   * several attempts wrote, the last one's value counts; `{ raw: true }` gives every row.
   *
   * @param names - Only these statistics; all by default.
   */
  async statistics(
    names?: readonly string[],
    options: StatisticsOptions = {},
  ): Promise<ColumnTable> {
    const { runs } = await this.#load({ ...options, ...selectMarks(options.mark) });
    if (!options.raw) return statisticsTable(runs, names);
    return rawStatisticsTable(await readRaw(runs, this.#patterns, options), names);
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
    const { runs } = await this.#load({ ...options, ...selectMarks(options.mark) });
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
    const report: ReportProblem = (path, kind, message) => problems.push({ path, kind, message });
    const run = new RunReader(this.#patterns).read(location, report)!;
    this.#problems = problems;
    return {
      id: run.id,
      time: run.time,
      root: run.root,
      name: run.name,
      status: presentStatus(run.recorded),
      params: Object.fromEntries(run.params),
      statistics: Object.fromEntries(run.statistics),
    };
  }

  /** Forgets what was read before, here and in the cache: the next load reads every file anew. */
  async refresh(): Promise<void> {
    this.#memory().clear();
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

  async #load(options: Selection & LoadOptions): Promise<LoadedRuns> {
    const layout = openRoot(this.root);
    const loaded = await loadRoot(layout, options, this.#patterns, this.#memory(), options);
    this.#problems = loaded.problems;
    return loaded;
  }
}

/**
 * What an index remembers between its loads. Files that a pattern finds deep in a run's directory can appear without
 * a trace in that directory: then it is nothing.
 */
function openMemory(
  layout: RootLayout,
  patterns: readonly string[] | null,
  cache: boolean | string,
): () => RootMemory {
  if (patterns?.some((pattern) => /[/\\]|\*\*/.test(pattern)))
    return () => new RootMemory(layout.root, null);
  const asked = typeof cache === "string" ? cache : undefined;
  const folders = cache === false ? null : cacheFolders(layout, asked, patterns);
  const memory = new RootMemory(layout.root, folders && new SegmentCache(folders));
  return () => memory;
}

function selectMarks(mark: string | readonly string[] | undefined): Pick<Selection, "marks"> {
  return mark === undefined ? {} : { marks: [mark].flat() };
}
