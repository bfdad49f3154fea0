import type { StatisticReducers } from "../frame/runs-table.js";
import {
  BOOLEAN,
  checkValue,
  FUNCTION,
  isName,
  isNameOrNames,
  type OptionKinds,
  SIGNAL,
  type ValueKind,
} from "../util/check-options.js";
import { CeterisError } from "../util/error.js";
import type { DeleteOptions } from "./delete-runs.js";
import type { LoadOptions } from "./load/control.js";

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

const ROOT: ValueKind = { accepts: isName, remedy: "give the path of a folder of runs" };

const FOLDER: ValueKind = { accepts: isName, remedy: "give the path of a new or empty folder" };

const QUERY: ValueKind = {
  accepts: (value) => isName(value) && value.trim() !== "",
  remedy: 'give a text, such as "SELECT count(*) FROM runs"',
};

const NAMES: ValueKind = {
  accepts: isNameOrNames,
  remedy: "give a name, a list of names, or nothing for all",
};

const MARK: ValueKind = {
  accepts: (value) => [value].flat().every((name) => typeof name === "string"),
  remedy: "give the name of a mark, a list of names, or undefined for all runs",
};

const IDS: ValueKind = { accepts: Array.isArray, remedy: "give a list of runs, such as [12, 13]" };

const GLOBS: ValueKind = {
  accepts: isNameOrNames,
  remedy: 'give a glob of files in a run\'s directory, or a list of globs: "scores-*.csv"',
};

const CACHE: ValueKind = {
  accepts: (value) => typeof value === "boolean" || isName(value),
  remedy: "give true, false, or the path of a folder",
};

const REDUCERS: ValueKind = {
  accepts: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  remedy: 'give reducers by statistic, such as { loss: ["min", "last"] }',
};

const LOAD = { signal: SIGNAL, onProgress: FUNCTION } satisfies OptionKinds<LoadOptions>;

export const INDEX_OPTIONS: OptionKinds<IndexOptions> = { statistics: GLOBS, cache: CACHE };

export const INFO_OPTIONS: OptionKinds<InfoOptions> = {
  failed: BOOLEAN,
  tmp: BOOLEAN,
  statistics: REDUCERS,
  ...LOAD,
};

export const STATISTICS_OPTIONS: OptionKinds<StatisticsOptions> = {
  mark: MARK,
  failed: BOOLEAN,
  tmp: BOOLEAN,
  raw: BOOLEAN,
  ...LOAD,
};

export const DELETE_OPTIONS: OptionKinds<DeleteOptions> = { all: BOOLEAN };

/** @throws CeterisError `USAGE` for what is no path. */
export function checkRoot(root: unknown): void {
  checkValue("The root of new Index", root, ROOT);
}

/** @throws CeterisError `USAGE` for what is no query. */
export function checkQuery(query: unknown): void {
  checkValue("The query of sql", query, QUERY);
}

/** @throws CeterisError `USAGE` for what is no path. */
export function checkFolder(folder: unknown): void {
  checkValue("The folder of exportParquet", folder, FOLDER);
}

/** @throws CeterisError `USAGE` for what names no statistics. */
export function checkNames(names: unknown): void {
  if (names !== undefined) checkValue("The first argument of statistics", names, NAMES);
}

/** @throws CeterisError `USAGE` for what is no list of runs. */
export function checkIds(call: string, ids: unknown, place: "first" | "second" = "second"): void {
  checkValue(`The ${place} argument of ${call}`, ids, IDS);
}

/** @throws CeterisError `USAGE` for what names no mark. */
export function checkMark(mark: unknown): void {
  if (mark === undefined) return;
  if (typeof mark === "object" && mark !== null && !Array.isArray(mark))
    throw new CeterisError(
      "USAGE",
      "The first argument of info is an object; the mark stands there, and the options after it: info(undefined, { failed: true }).",
    );
  checkValue("The mark of info", mark, MARK);
}
