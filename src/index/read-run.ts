import type { RootLayout } from "../store/layout.js";
import type { Problem, ReportProblem } from "../store/problem.js";
import { presentStatus, type RunFile, type RunStatus } from "../store/run-file.js";
import { RunReader } from "../store/run-reader.js";
import { CeterisError } from "../util/error.js";
import type { Series } from "../util/series.js";
import { findRun } from "./find-run.js";

/** One run with everything that it recorded. */
export interface RunRecord {
  readonly id: number;
  readonly time: Date | null;
  /** Absolute path of the run's directory. */
  readonly root: string;
  readonly name: string | null;
  readonly status: RunStatus;
  /** What run.json holds; null where there is none that can be read. */
  readonly file: RunFile | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly statistics: Readonly<Record<string, Series>>;
  /** What could not be read of it, or of the folders that it was looked for in. */
  readonly problems: readonly Problem[];
}

/**
 * Finds one run, and reads it.
 *
 * @param patterns - Globs of statistics files, relative to the run's directory, instead of the known names.
 * @throws CeterisError `RUN` where none fits, where several do, or where it is moved or deleted meanwhile.
 */
export function readRun(
  layout: RootLayout,
  id: number | string,
  patterns: readonly string[] | null,
): RunRecord {
  const problems: Problem[] = [];
  const report: ReportProblem = (path, kind, message) => problems.push({ path, kind, message });
  const location = findRun(layout, id, report);
  const run = new RunReader(patterns).read(location, report);
  if (!run) throw new CeterisError("RUN", unreadable(id, problems.at(-1)!));
  return {
    id: run.id,
    time: run.time,
    root: run.root,
    name: run.name,
    status: presentStatus(run.recorded),
    file: run.file,
    params: Object.fromEntries(run.params),
    statistics: Object.fromEntries(run.statistics),
    problems,
  };
}

function unreadable(id: number | string, { path, message }: Problem): string {
  return `The run ${id} cannot be read: ${path} ${message}; ask for it again if it was moved, as a run is that fails.`;
}
