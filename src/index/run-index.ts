import { basename, resolve } from "node:path";
import type { ColumnTable } from "arquero";
import { exportParquet } from "../frame/export-parquet.js";
import { runsTable } from "../frame/runs-table.js";
import { rawStatisticsTable, statisticsTable } from "../frame/statistics-table.js";
import type { BatchRuns } from "../frame/run-batch.js";
import type { TypedTable } from "../frame/typed-table.js";
import { rootLayout, type RootLayout } from "../store/layout.js";
import { addMark, listMarks, removeMark } from "../store/marks.js";
import { openRoot } from "../store/open-root.js";
import type { Problem } from "../store/problem.js";
import { checkPatterns } from "../store/statistics-files.js";
import { emptyTrash, listTrash, type TrashedRun } from "../store/trash.js";
import { checkOptions } from "../util/check-options.js";
import { cacheFolders } from "./cache/cache-folder.js";
import { RootMemory } from "./cache/root-memory.js";
import { SegmentCache } from "./cache/segment-cache.js";
import { deleteRuns, type DeletedRuns, type DeleteOptions, restoreRuns } from "./delete-runs.js";
import { findAll } from "./find-run.js";
import type { LoadOptions } from "./load/control.js";
import { type LoadedRuns, loadRoot } from "./load/load-root.js";
import { readRaw } from "./load/read-raw.js";
import type { Selection } from "./load/selection.js";
import { withExperiments } from "./load/with-experiments.js";
import {
  checkFolder,
  checkIds,
  checkMark,
  checkNames,
  checkQuery,
  checkRoot,
  DELETE_OPTIONS,
  INDEX_OPTIONS,
  type IndexOptions,
  INFO_OPTIONS,
  type InfoOptions,
  STATISTICS_OPTIONS,
  type StatisticsOptions,
} from "./options.js";
import { type RunRecord, readRun } from "./read-run.js";
import { querySQL } from "./sql.js";
import { typesOf } from "./types.js";
import { WATCH_OPTIONS, type WatchOptions, watchRuns } from "./watch.js";

export type { TrashedRun } from "../store/trash.js";
export type { DeletedRuns, DeleteOptions } from "./delete-runs.js";
export type { IndexOptions, InfoOptions, StatisticsOptions } from "./options.js";
export type { RunRecord } from "./read-run.js";
export type { WatchOptions } from "./watch.js";

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

  /** @throws CeterisError `USAGE` for a root that is no path, and an option that does not exist or is of a wrong kind. */
  constructor(root: string, options: IndexOptions = {}) {
    checkRoot(root);
    checkOptions("new Index", options, INDEX_OPTIONS);
    const { statistics, cache = true } = options;
    this.root = resolve(root);
    this.#patterns = statistics === undefined ? null : [statistics].flat();
    checkPatterns(this.#patterns ?? []);
    this.#memory = openMemory(rootLayout(this.root), this.#patterns, cache);
  }

  /**
   * What the last load of a table could not read: path, kind, and what is wrong. What is wrong with a run that `run`
   * read is with that run.
   */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /**
   * The table of runs: `id`, `time`, `root`, `name`, `status`, every param, every statistic's last value. Trials of an
   * experiment have their params as its adapters make them.
   *
   * @typeParam Row - The type of the rows, as `types` writes it.
   * @param mark - Only the runs below this mark, or below any of these; nested marks count.
   * @throws CeterisError `ROOT` where the root is absent or is none, `MARK` for an unknown mark, `USAGE` for an option,
   * a statistic or a reducer that does not exist.
   */
  info(mark?: string | readonly string[], options?: InfoOptions): Promise<ColumnTable>;
  info<Row extends object>(
    mark?: string | readonly string[],
    options?: InfoOptions,
  ): Promise<TypedTable<Row>>;
  async info(mark?: string | readonly string[], options: InfoOptions = {}): Promise<ColumnTable> {
    checkMark(mark);
    checkOptions("info", options, INFO_OPTIONS);
    const { runs } = await this.#load({ ...options, ...selectMarks(mark) });
    return runsTable(runs, options.statistics);
  }

  /**
   * The long table of statistics: `id`, `step`, `time`, `name`, `value`, a row per sample. Of a name and a step that
   * several attempts wrote, the last one's value counts; `{ raw: true }` gives every row.
   *
   * @param names - Only this statistic, or these; all by default.
   * @throws CeterisError `USAGE` for a statistic that none of the runs has, where they have any.
   */
  async statistics(
    names?: string | readonly string[],
    options: StatisticsOptions = {},
  ): Promise<ColumnTable> {
    checkNames(names);
    checkOptions("statistics", options, STATISTICS_OPTIONS);
    const wanted = names === undefined ? undefined : [names].flat();
    const runs = await this.#select(options);
    if (!options.raw) return statisticsTable(runs, wanted);
    return rawStatisticsTable(await readRaw(runs, this.#patterns, options), wanted);
  }

  /**
   * Tables of runs as `info` gives them, as long as runs come in and grow: one at once, then one after each change of
   * a run, its statistics or its status. Changes in quick succession come together, and none is left out: the last
   * table has the last state. Ends after `break`, or when `signal` is aborted.
   *
   * @typeParam Row - The type of the rows, as `types` writes it.
   * @throws CeterisError as `info` does.
   *
   * @example
   * for await (const runs of index.watch({ every: 5 })) {
   *   if (runs.numRows() >= 100) break;
   * }
   */
  watch(options?: WatchOptions): AsyncGenerator<ColumnTable, void, undefined>;
  watch<Row extends object>(
    options?: WatchOptions,
  ): AsyncGenerator<TypedTable<Row>, void, undefined>;
  watch(options: WatchOptions = {}): AsyncGenerator<ColumnTable, void, undefined> {
    checkOptions("watch", options, WATCH_OPTIONS);
    return watchRuns((wanted) => this.#select(wanted), options);
  }

  /**
   * Answers a query in DuckDB's SQL over the tables `runs` (as `info` gives it) and `statistics`. Dates and timestamps
   * come back as dates, intervals and times of the day as text.
   *
   * @throws CeterisError `USAGE` where the optional `@duckdb/node-api` is not installed, or DuckDB refuses the query.
   *
   * @example
   * const best = await index.sql("SELECT optimizer, max(val_accuracy) AS best FROM runs GROUP BY optimizer");
   */
  async sql(query: string, options: StatisticsOptions = {}): Promise<ColumnTable> {
    checkQuery(query);
    checkOptions("sql", options, STATISTICS_OPTIONS);
    const views = {
      runs: async () => runsTable(await this.#select(options)),
      statistics: () => this.statistics(undefined, options),
    };
    return querySQL(query, views, options.signal);
  }

  /**
   * Writes all runs and statistics as Parquet, partitioned by run, for DuckDB, pandas and Spark.
   *
   * @param folder - A new or empty folder.
   * @returns the absolute paths of the files.
   */
  async exportParquet(folder: string, options: StatisticsOptions = {}): Promise<string[]> {
    checkFolder(folder);
    checkOptions("exportParquet", options, STATISTICS_OPTIONS);
    const runs = await this.#select(options);
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
   * @throws CeterisError `RUN` where none fits, where several do, or where it is moved or deleted meanwhile.
   */
  async run(id: number | string): Promise<RunRecord> {
    return readRun(openRoot(this.root), id, this.#patterns);
  }

  /**
   * Forgets what was read before, here and in the cache: the next load reads every file anew. Waits for loads that are
   * under way.
   */
  async refresh(): Promise<void> {
    const memory = this.#memory();
    await memory.inTurn(async () => memory.clear());
  }

  /** Marks runs: links them below `marked/<key>/`. Keys nest, as in `paper/figure-2`. */
  async mark(key: string, ids: readonly (number | string)[]): Promise<void> {
    checkIds("mark", ids);
    const layout = openRoot(this.root);
    for (const run of findAll(layout, ids)) addMark(layout, key, run);
  }

  /**
   * Takes runs out of a mark.
   *
   * @returns the directory names of those that did not bear it.
   */
  async unmark(key: string, ids: readonly (number | string)[]): Promise<string[]> {
    checkIds("unmark", ids);
    const layout = openRoot(this.root);
    return removeMark(layout, key, findAll(layout, ids)).map(({ directory }) =>
      basename(directory),
    );
  }

  /**
   * Hides runs from the table, as exman's `delete` does: their links in `index/` go, their files and marks stay. With
   * `{ all: true }` their directories go to the trash in `.ceteris/`, with every link. Where a run is not found, or is
   * running and would go to the trash, none is deleted.
   *
   * @throws CeterisError `RUN` where an id stands for no run, a run is running, or the system refuses.
   */
  async delete(
    ids: readonly (number | string)[],
    options: DeleteOptions = {},
  ): Promise<DeletedRuns> {
    checkIds("delete", ids, "first");
    checkOptions("delete", options, DELETE_OPTIONS);
    return deleteRuns(openRoot(this.root), ids, options);
  }

  /**
   * Brings back runs that `delete` hid or moved to the trash, with the links and marks that they had.
   *
   * @returns the names of their directories.
   * @throws CeterisError `RUN` where an id stands for none of them, or its place or its id is taken.
   */
  async restore(ids: readonly (number | string)[]): Promise<string[]> {
    checkIds("restore", ids, "first");
    return restoreRuns(openRoot(this.root), ids);
  }

  /** The runs in the trash, in the order in which they came there. */
  async trash(): Promise<TrashedRun[]> {
    return listTrash(openRoot(this.root));
  }

  /** Deletes what is in the trash for good. */
  async emptyTrash(): Promise<void> {
    emptyTrash(openRoot(this.root));
  }

  async #select({ mark, ...options }: StatisticsOptions): Promise<BatchRuns> {
    return (await this.#load({ ...options, ...selectMarks(mark) })).runs;
  }

  async #load(options: Selection & LoadOptions): Promise<LoadedRuns> {
    const layout = openRoot(this.root);
    const loaded = withExperiments(
      layout,
      await loadRoot(layout, options, this.#patterns, this.#memory(), options),
    );
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
