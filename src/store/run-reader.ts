import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { errorCode } from "../util/error-code.js";
import type { Series } from "../util/series.js";
import { FileReader, type RunFolderRead } from "./file-reader.js";
import { stampOf, unknownStamp, type FileStamp } from "./file-stamp.js";
import { PARAMS_FILE, RUN_FILE, TRACEBACK_FILE, type RunFolder } from "./layout.js";
import { READ_LIMITS, type ReadLimits } from "./limits.js";
import { ParamsMemo } from "./params-memo.js";
import { parseParams, reasonOf } from "./parse-params.js";
import type { ReportProblem } from "./problem.js";
import { readText } from "./read-text.js";
import { addFacts } from "./run-facts.js";
import {
  examineRunFile,
  recordedStatus,
  type Recorded,
  type RunFile,
  type RunStatus,
} from "./run-file.js";
import { takeIdentity } from "./run-identity.js";
import type { RunLocation } from "./run-location.js";
import { matchingFiles, statisticsFiles } from "./statistics-files.js";
import {
  StatisticsReader,
  type PreviousRead,
  type RawStatistics,
  type StatisticsFiles,
} from "./statistics-reader.js";

export type { PreviousRead, RawStatistics } from "./statistics-reader.js";

/** Everything that the analysis of a run needs. */
export interface StoredRun {
  readonly id: number;
  /** When the run started; null where nothing tells. */
  readonly time: Date | null;
  /** Absolute path of the run's directory. */
  readonly root: string;
  readonly name: string | null;
  readonly recorded: Recorded;
  /** What run.json holds; null where it is absent or damaged. */
  readonly file: RunFile | null;
  /**
   * In the order of the file, without `id`, `time`, `root` and `name`; then what run.json tells of the code, the
   * environment and the experiment, under names that no param has.
   */
  readonly params: ReadonlyMap<string, unknown>;
  readonly statistics: ReadonlyMap<string, Series>;
  /** The directory and each of its files that was opened, as they were before. */
  readonly files: readonly FileStamp[];
}

/**
 * Reads runs, one after another. It keeps what runs share, and its memory, from one to the next. Nothing that lies in
 * a run is executed, and nothing is written.
 */
export class RunReader {
  readonly #patterns: readonly string[] | null;
  readonly #limits: ReadLimits;
  readonly #files = new FileReader();
  readonly #params = new ParamsMemo();
  readonly #statistics: StatisticsReader;

  /**
   * @param patterns - Globs of statistics files, relative to a run's directory, instead of the known names.
   * @param limits - What is larger is reported and not read.
   */
  constructor(patterns: readonly string[] | null, limits: Partial<ReadLimits> = {}) {
    this.#patterns = patterns;
    this.#limits = { ...READ_LIMITS, ...limits };
    this.#statistics = new StatisticsReader(this.#files, this.#limits);
  }

  /**
   * Reads one run. What is damaged is reported, and the rest is read; null only where the directory is gone, or where
   * neither the params nor the directory's name tell the run's id. Never throws.
   *
   * @param previous - What an earlier read of the same run gave: a file of statistics that has only grown since is
   * read from where that stopped.
   */
  read(
    { directory, folder }: RunLocation,
    report: ReportProblem,
    previous?: PreviousRead,
  ): StoredRun | null {
    const run: RunFolderRead = { directory, report, stamps: [] };
    const names = listRun(run);
    if (!names) return null;
    const params = this.#readParams(run, names);
    const file = this.#readRunFile(run, names);
    const recorded = statusOf(file, folder, names);
    const statistics = this.#statistics.read(
      run,
      this.#statisticsOf(run, names, recorded),
      previous,
    );
    if (run.stamps.some(({ size }) => size < 0) && !existsSync(directory)) return reportGone(run);
    const identity = takeIdentity(params, directory);
    if (!identity) {
      report(directory, "not-a-run", "has no id, neither in its params nor in its name");
      return null;
    }
    const { id, time, name } = identity;
    if (isRunFile(file)) addFacts(params, file);
    return {
      id,
      time,
      root: directory,
      name,
      recorded,
      file: isRunFile(file) ? file : null,
      params,
      statistics,
      files: run.stamps,
    };
  }

  /** Every row of each of a run's files of statistics, in the order of the files; reports as `read` does. */
  readRaw({ directory, folder }: RunLocation, report: ReportProblem): RawStatistics[] {
    const run: RunFolderRead = { directory, report, stamps: [] };
    const names = listRun(run);
    if (!names) return [];
    const file = this.#readRunFile({ ...run, report: () => {} }, names);
    const recorded = statusOf(file, folder, names);
    return this.#statistics.readRaw(run, this.#statisticsOf(run, names, recorded));
  }

  #readParams(run: RunFolderRead, names: readonly string[]): Map<string, unknown> {
    const path = run.directory + sep + PARAMS_FILE;
    if (!names.includes(PARAMS_FILE)) {
      if (names !== UNLISTED)
        run.report(path, "missing-params", "is missing; the run is shown without params");
      return new Map();
    }
    const text = readText(this.#files, run, PARAMS_FILE, this.#limits.params);
    if (text === null) return new Map();
    if (text.trim() === "") {
      run.report(path, "empty-file", "is empty; the run is shown without params");
      return new Map();
    }
    return parsedParams(text, path, this.#params, run.report);
  }

  #readRunFile(run: RunFolderRead, names: readonly string[]): RunFile | "absent" | "damaged" {
    if (!names.includes(RUN_FILE)) return "absent";
    const text = readText(this.#files, run, RUN_FILE, this.#limits.runFile);
    if (text === null) return "damaged";
    const file = examineRunFile(text);
    if (typeof file !== "string") return file;
    run.report(join(run.directory, RUN_FILE), "invalid-run-file", file);
    return "damaged";
  }

  #statisticsOf(
    run: RunFolderRead,
    names: readonly string[],
    { status }: Recorded,
  ): StatisticsFiles {
    const found =
      this.#patterns === null ? statisticsFiles(names) : matchingFiles(run, this.#patterns);
    return { names: found, status };
  }
}

/** What a directory that cannot be listed holds. */
const UNLISTED: readonly string[] = [];

/** The names in a run's directory, which is stamped before; null where it is gone. */
function listRun(run: RunFolderRead): readonly string[] | null {
  const { directory, report, stamps } = run;
  try {
    const stats = lstatSync(directory);
    stamps.push(stampOf("", stats));
    return stats.isDirectory() ? readdirSync(directory) : reportGone(run);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return reportGone(run);
    report(directory, "unreadable", `cannot be listed (${code})`);
    stamps.splice(0, stamps.length, unknownStamp(""));
    return UNLISTED;
  }
}

function reportGone({ directory, report }: RunFolderRead): null {
  report(directory, "unreadable", "was moved or deleted while the runs were read");
  return null;
}

/**
 * exman keeps no status: a run that lies in `fails/` failed, one in `runs/` with a traceback was interrupted, and any
 * other counts as completed; one that cannot be listed is unknown.
 */
function statusOf(
  file: RunFile | "absent" | "damaged",
  folder: RunFolder,
  names: readonly string[],
): Recorded {
  if (folder === "fails") return ended("failed");
  if (names === UNLISTED || file === "damaged") return ended("unknown");
  if (file !== "absent") return recordedStatus(file);
  return ended(names.includes(TRACEBACK_FILE) ? "interrupted" : "completed");
}

const isRunFile = (file: RunFile | "absent" | "damaged"): file is RunFile =>
  typeof file === "object";

function ended(status: RunStatus): Recorded {
  return { status, lifeSign: null };
}

function parsedParams(
  text: string,
  path: string,
  memo: ParamsMemo,
  report: ReportProblem,
): Map<string, unknown> {
  try {
    const { values, pythonTags } = parseParams(text, memo);
    if (pythonTags.length > 0) {
      const tags = pythonTags.join(", ");
      report(path, "python-object", `holds Python objects, read as plain data: ${tags}`);
    }
    return values;
  } catch (error) {
    const reason = reasonOf(error as Error);
    report(path, "invalid-yaml", `cannot be read: ${reason}; the run is shown without params`);
    return new Map();
  }
}
