import { hostname } from "node:os";
import { join } from "node:path";
import type { BatchRuns, RunBatch } from "../../frame/run-batch.js";
import type { RootLayout } from "../../store/layout.js";
import type { Problem, ReportProblem } from "../../store/problem.js";
import { presentStatus } from "../../store/run-file.js";
import { Locator } from "../../store/run-location.js";
import type { RootMemory } from "../cache/root-memory.js";
import { problemsOf, type SegmentRow } from "../cache/segment.js";
import type { Segments } from "../cache/segments.js";
import { LoadControl, type LoadOptions } from "./control.js";
import { findChanged } from "./find-changed.js";
import { readChanged } from "./read-changed.js";
import type { ReadResult } from "./segment-reader.js";
import {
  failedSince,
  followLink,
  type Selection,
  selectRuns,
  type WantedRun,
} from "./selection.js";

/** Runs in the order of their ids, and everything that could not be read, in the order of the paths. */
export interface LoadedRuns {
  readonly runs: BatchRuns;
  readonly problems: readonly Problem[];
}

/**
 * Loads the selected runs: reads those that are new or have changed, takes the others from memory.
 *
 * @param patterns - Globs of statistics files, relative to a run's directory, instead of the known names.
 * @throws CeterisError `MARK` for a mark that does not exist; the reason of `options.signal` where that is aborted.
 */
export async function loadRoot(
  layout: RootLayout,
  selection: Selection,
  patterns: readonly string[] | null,
  memory: RootMemory,
  options: LoadOptions = {},
): Promise<LoadedRuns> {
  const problems: Problem[] = [];
  const report: ReportProblem = (path, kind, message) => problems.push({ path, kind, message });
  const locator = new Locator(layout);
  const control = new LoadControl(options);
  const read = (runs: readonly WantedRun[]): Promise<ReadResult[]> =>
    readNew(layout, runs, patterns, memory, control);
  const named = selectRuns(layout, selection, memory.known, locator, report);
  const results = await read(named);
  const { kept, found } = followAstray(layout, named, results, selection, locator, report);
  if (found.length > 0) results.push(...(await read(found)));
  problems.push(...results.flatMap(({ loose }) => loose));
  const rows = rowsOf([...kept, ...found], memory.known);
  problems.push(...rows.flatMap((row) => problemsOf(row, layout.root)));
  reportDuplicates(layout, rows, report);
  problems.sort((a, b) => Number(a.path > b.path) - Number(a.path < b.path));
  return { runs: batchRuns(layout, rows), problems };
}

/** Brings what is new of the runs into memory. */
async function readNew(
  layout: RootLayout,
  runs: readonly WantedRun[],
  patterns: readonly string[] | null,
  memory: RootMemory,
  control: LoadControl,
): Promise<ReadResult[]> {
  const changed = await findChanged(layout, runs, memory.known, control);
  if (changed.length === 0) return [];
  const results = await readChanged(layout, changed, patterns, memory.known, control);
  memory.add(results.flatMap(({ segment }) => segment ?? []));
  for (const directory of results.flatMap(({ lost }) => lost)) memory.known.forget(directory);
  return results;
}

/** Follows the links that do not lead to the runs of their names. */
function followAstray(
  layout: RootLayout,
  runs: readonly WantedRun[],
  results: readonly ReadResult[],
  { failed = false }: Selection,
  locator: Locator,
  report: ReportProblem,
): { kept: readonly WantedRun[]; found: readonly WantedRun[] } {
  const astray = new Set(results.flatMap((result) => result.astray));
  if (astray.size === 0) return { kept: runs, found: [] };
  const isAstray = ({ directory, link }: WantedRun): boolean =>
    link !== null && astray.has(directory);
  return {
    kept: runs.filter((run) => !isAstray(run)),
    found: runs
      .filter(isAstray)
      .flatMap(
        (run) =>
          failedSince(layout, run, failed) ?? followLink(layout, run.link!, locator, report) ?? [],
      ),
  };
}

/** The rows of runs in the order of their ids, each once; of one id those in `runs/` first. */
function rowsOf(runs: readonly WantedRun[], known: Segments): SegmentRow[] {
  const directories = [...new Set(runs.map(({ directory }) => directory))].sort(byFolder);
  const rows = directories.flatMap((directory) => known.find(directory) ?? []);
  return rows.sort((a, b) => idOf(a) - idOf(b));
}

function byFolder(a: string, b: string): number {
  const order = Number(b.startsWith("runs")) - Number(a.startsWith("runs"));
  return order || (a < b ? -1 : 1);
}

function idOf({ segment, row }: SegmentRow): number {
  return segment.batch.id[row]!;
}

function batchRuns({ root }: RootLayout, rows: readonly SegmentRow[]): BatchRuns {
  const [now, host] = [new Date(), hostname()];
  const numbers = new Map<RunBatch, number>();
  for (const { segment } of rows)
    if (!numbers.has(segment.batch)) numbers.set(segment.batch, numbers.size);
  return {
    root,
    batches: [...numbers.keys()],
    batch: Int32Array.from(rows, ({ segment }) => numbers.get(segment.batch)!),
    row: Int32Array.from(rows, ({ row }) => row),
    status: rows.map(({ segment, row }) => presentStatus(segment.notes.recordedOf(row), now, host)),
  };
}

function reportDuplicates(
  { root }: RootLayout,
  rows: readonly SegmentRow[],
  report: ReportProblem,
): void {
  for (const [index, row] of rows.entries()) {
    const previous = rows[index - 1];
    if (!previous || idOf(previous) !== idOf(row)) continue;
    report(
      join(root, directoryOf(row)),
      "duplicate-id",
      `has the id ${idOf(row)}, as has ${directoryOf(previous)}; both are shown`,
    );
  }
}

function directoryOf({ segment, row }: SegmentRow): string {
  return segment.batch.directory[row]!;
}
