import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Series } from "../util/series.js";
import { PARAMS_FILE, RUN_FILE, TRACEBACK_FILE, type RunFolder } from "./layout.js";
import { PARAMS_LIMIT, parseParams } from "./parse-params.js";
import type { ReportProblem } from "./problem.js";
import { readStatistics } from "./read-statistics.js";
import { readText } from "./read-text.js";
import { readRunFile, runStatus, type RunStatus } from "./run-file.js";
import type { RunLocation } from "./run-location.js";
import { parseRunName, type RunName } from "./run-name.js";

/** Everything that the analysis of a run needs. */
export interface StoredRun {
  readonly id: number;
  /** When the run started; null where nothing tells. */
  readonly time: Date | null;
  /** Absolute path of the run's directory. */
  readonly root: string;
  readonly name: string | null;
  readonly status: RunStatus;
  /** In the order of the file, without `id`, `time`, `root` and `name`. */
  readonly params: ReadonlyMap<string, unknown>;
  readonly statistics: ReadonlyMap<string, Series>;
}

/** What exman writes beside the params; here it has columns of its own. */
const IDENTITY = ["id", "time", "root", "name"];

/**
 * Reads one run. What is damaged is reported, and the rest is read; null only where neither the params nor the
 * directory's name tell the run's id.
 */
export function readRun(
  { directory, folder }: RunLocation,
  patterns: readonly string[] | null,
  report: ReportProblem,
): StoredRun | null {
  const values = readParams(directory, report);
  const named = parseRunName(basename(directory));
  const id = idOf(values, named);
  if (id === null) {
    report(directory, "not-a-run", "has no id, neither in its params nor in its name");
    return null;
  }
  const params = new Map([...values].filter(([key]) => !IDENTITY.includes(key)));
  const name = values.get("name") ?? named?.name ?? null;
  return {
    id,
    time: timeOf(values, named),
    root: directory,
    name: name === null ? null : String(name),
    status: statusOf(directory, folder, report),
    params,
    statistics: readStatistics(directory, patterns, report),
  };
}

function readParams(directory: string, report: ReportProblem): ReadonlyMap<string, unknown> {
  const path = join(directory, PARAMS_FILE);
  const text = readText(path, PARAMS_LIMIT, report);
  if (text === null) {
    if (!existsSync(path))
      report(path, "missing-params", "is missing; the run is shown without params");
    return new Map();
  }
  if (text.trim() === "") {
    report(path, "empty-file", "is empty; the run is shown without params");
    return new Map();
  }
  return parse(text, path, report);
}

function parse(text: string, path: string, report: ReportProblem): ReadonlyMap<string, unknown> {
  try {
    const { values, pythonTags } = parseParams(text);
    if (pythonTags.length > 0)
      report(
        path,
        "python-object",
        `holds Python objects, read as plain data: ${pythonTags.join(", ")}`,
      );
    return values;
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0]!;
    report(path, "invalid-yaml", `cannot be read: ${reason}; the run is shown without params`);
    return new Map();
  }
}

function idOf(values: ReadonlyMap<string, unknown>, named: RunName | null): number | null {
  const id = values.get("id");
  return typeof id === "number" && Number.isSafeInteger(id) ? id : (named?.id ?? null);
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/;

/** exman writes local time without a zone. */
function timeOf(values: ReadonlyMap<string, unknown>, named: RunName | null): Date | null {
  const match = TIME.exec(String(values.get("time")));
  if (!match) return named?.time ?? null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return new Date(year, month - 1, day, hour, minute, second);
}

/**
 * exman keeps no status: a run that lies in `fails/` failed, one in `runs/` with a traceback was interrupted, and
 * any other counts as completed.
 */
function statusOf(directory: string, folder: RunFolder, report: ReportProblem): RunStatus {
  if (folder === "fails") return "failed";
  try {
    const file = readRunFile(directory);
    if (file) return runStatus(file);
  } catch (error) {
    report(join(directory, RUN_FILE), "invalid-run-file", (error as Error).message);
    return "unknown";
  }
  return existsSync(join(directory, TRACEBACK_FILE)) ? "interrupted" : "completed";
}
