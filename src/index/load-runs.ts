import { relative } from "node:path";
import type { RootLayout } from "../store/layout.js";
import { listMarked } from "../store/marks.js";
import type { Problem, ReportProblem } from "../store/problem.js";
import { readRun, type StoredRun } from "../store/read-run.js";
import { listFolder, listIndex, type RunLocation } from "../store/run-location.js";

/** Which runs of a root are loaded. */
export interface Selection {
  /** Only runs below these marks; then `failed` and `tmp` add nothing. */
  readonly marks?: readonly string[];
  /** Add the runs in `fails/`. */
  readonly failed?: boolean;
  /** Add the runs in `tmp/`. */
  readonly tmp?: boolean;
}

/** Runs in the order of their ids, and everything that could not be read. */
export interface LoadedRuns {
  readonly runs: readonly StoredRun[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the selected runs.
 *
 * @param patterns - Globs of statistics files, relative to a run's directory, instead of the known names.
 * @throws CeterisError `MARK` for a mark that does not exist.
 */
export function loadRuns(
  layout: RootLayout,
  selection: Selection,
  patterns: readonly string[] | null,
): LoadedRuns {
  const problems: Problem[] = [];
  const report: ReportProblem = (path, kind, message) => problems.push({ path, kind, message });
  const locations = selectRuns(layout, selection, report);
  const runs = locations.flatMap((location) => readRun(location, patterns, report) ?? []);
  runs.sort((a, b) => a.id - b.id);
  reportDuplicates(layout, runs, report);
  return { runs, problems };
}

function selectRuns(
  layout: RootLayout,
  { marks, failed, tmp }: Selection,
  report: ReportProblem,
): RunLocation[] {
  const locations = marks
    ? marks.flatMap((mark) => listMarked(layout, mark, report))
    : [
        ...listIndex(layout, report),
        ...(failed ? listFolder(layout, "fails") : []),
        ...(tmp ? listFolder(layout, "tmp") : []),
      ];
  return [...new Map(locations.map((location) => [location.directory, location])).values()];
}

function reportDuplicates(
  { root }: RootLayout,
  runs: readonly StoredRun[],
  report: ReportProblem,
): void {
  for (const [index, run] of runs.entries()) {
    const previous = runs[index - 1];
    if (previous?.id !== run.id) continue;
    report(
      run.root,
      "duplicate-id",
      `has the id ${run.id}, as has ${relative(root, previous.root)}; both are shown`,
    );
  }
}
