import { join } from "node:path";
import type { BatchRuns, RunBatch } from "../../frame/run-batch.js";
import type { RootLayout } from "../../store/layout.js";
import type { Problem, ReportProblem } from "../../store/problem.js";
import { presentStatus } from "../../store/run-file.js";
import { Locator } from "../../store/run-location.js";
import type { RootMemory } from "../cache/root-memory.js";
import type { Segments } from "../cache/segments.js";
import { problemsOf, type SegmentRow } from "../cache/segment.js";
import { type LoadControl, type LoadOptions, withControl } from "./control.js";
import { findChanged } from "./find-changed.js";
import { readChanged } from "./read-changed.js";
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
 * Loads the selected runs: reads those that are new or have changed, takes the others from memory. Waits for loads
 * from the same memory that are under way.
 *
 * @param patterns - Globs of statistics files, relative to a run's directory, instead of the known names.
 * @throws CeterisError `MARK` for a mark that does not exist; the reason of `options.signal` where that is aborted.
 */
export function loadRoot(
  layout: RootLayout,
  selection: Selection,
  patterns: readonly string[] | null,
  memory: RootMemory,
  options: LoadOptions = {},
): Promise<LoadedRuns> {
  const load = (): Promise<LoadedRuns> =>
    withControl(options, (control) => loadNow(layout, selection, patterns, memory, control));
  return memory.inTurn(load, options.signal);
}

async function loadNow(
  layout: RootLayout,
  selection: Selection,
  patterns: readonly string[] | null,
  memory: RootMemory,
  control: LoadControl,
): Promise<LoadedRuns> {
  const problems: Problem[] = [];
  const report: ReportProblem = (path, kind, message) => problems.push({ path, kind, message });
  const locator = new Locator(layout);
  const load = (runs: readonly WantedRun[]): Promise<Loaded> =>
    loadRuns(layout, runs, patterns, memory, control);
  const named = await load(selectRuns(layout, selection, locator, report));
  const found = await load(followAstray(layout, named.astray, selection, locator, report));
  const hasRead = named.hasRead || found.hasRead;
  const loaded = [...named.rows, ...found.rows];
  const rows = rowsOf(hasRead ? present(loaded, memory.known) : loaded);
  if (hasRead) memory.tidy(); // not before: it drops runs that have gone since they were read
  for (const problem of named.loose) problems.push(problem);
  for (const problem of found.loose) problems.push(problem);
  for (const row of rows) problems.push(...problemsOf(row, layout.root));
  reportDuplicates(layout, rows, report);
  problems.sort((a, b) => Number(a.path > b.path) - Number(a.path < b.path));
  return { runs: batchRuns(layout, rows), problems };
}

/** What came of runs that were wanted. */
interface Loaded {
  readonly rows: readonly SegmentRow[];
  /** Whether any were read, so that rows that were found before may be old ones. */
  readonly hasRead: boolean;
  /** Problems of runs that are lost. */
  readonly loose: readonly Problem[];
  /** Those whose links do not lead to the runs of their names. */
  readonly astray: readonly WantedRun[];
}

/** Finds the rows of runs, and brings what is new of them into memory before. */
async function loadRuns(
  layout: RootLayout,
  runs: readonly WantedRun[],
  patterns: readonly string[] | null,
  memory: RootMemory,
  control: LoadControl,
): Promise<Loaded> {
  const { unchanged, changed } = await findChanged(layout, runs, memory.known, control);
  if (changed.length === 0) return { rows: unchanged, hasRead: false, loose: [], astray: [] };
  const results = await readChanged(layout, changed, patterns, memory.known, control);
  memory.add(
    results.flatMap(({ segment }) => segment ?? []),
    results.flatMap(({ lost }) => lost),
  );
  const strays = new Set(results.flatMap(({ astray }) => astray));
  const isAstray = ({ directory, link }: WantedRun): boolean =>
    link !== null && strays.has(directory);
  const read = changed.filter((run) => !isAstray(run));
  return {
    rows: [...unchanged, ...read.flatMap(({ directory }) => memory.known.find(directory) ?? [])],
    hasRead: true,
    loose: results.flatMap(({ loose }) => loose),
    astray: changed.filter(isAstray),
  };
}

/** Follows the links that do not lead to the runs of their names. */
function followAstray(
  layout: RootLayout,
  runs: readonly WantedRun[],
  { failed = false }: Selection,
  locator: Locator,
  report: ReportProblem,
): WantedRun[] {
  return runs.flatMap(
    (run) =>
      failedSince(layout, run, failed) ?? followLink(layout, run.link!, locator, report) ?? [],
  );
}

/** The rows as they are after all that was read; those of runs that are lost are none. */
function present(rows: readonly SegmentRow[], known: Segments): SegmentRow[] {
  return rows.flatMap((row) => known.find(directoryOf(row)) ?? []);
}

/** The rows in the order of their ids, each once; of one id those in `runs/` first. */
function rowsOf(rows: readonly SegmentRow[]): SegmentRow[] {
  const ordered = rows.toSorted(
    (a, b) => idOf(a) - idOf(b) || byFolder(directoryOf(a), directoryOf(b)),
  );
  return ordered.filter((row, index) => {
    const previous = ordered[index - 1];
    return previous?.row !== row.row || previous.segment !== row.segment;
  });
}

function byFolder(a: string, b: string): number {
  const order = Number(b.startsWith("runs")) - Number(a.startsWith("runs"));
  return order || Number(a > b) - Number(a < b);
}

function idOf({ segment, row }: SegmentRow): number {
  return segment.batch.id[row]!;
}

function batchRuns({ root }: RootLayout, rows: readonly SegmentRow[]): BatchRuns {
  const now = new Date();
  const numbers = new Map<RunBatch, number>();
  for (const { segment } of rows)
    if (!numbers.has(segment.batch)) numbers.set(segment.batch, numbers.size);
  return {
    root,
    batches: [...numbers.keys()],
    batch: Int32Array.from(rows, ({ segment }) => numbers.get(segment.batch)!),
    row: Int32Array.from(rows, ({ row }) => row),
    status: rows.map(({ segment, row }) => presentStatus(segment.notes.recordedOf(row), now)),
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
