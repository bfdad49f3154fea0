import { basename } from "node:path";
import { attempt, hideRun, showRun } from "../store/delete-run.js";
import type { RootLayout } from "../store/layout.js";
import { readRunFile } from "../store/read-run-file.js";
import { presentStatus, recordedStatus, runningPid } from "../store/run-file.js";
import { listLinks } from "../store/run-links.js";
import { holdsRun, listIndex, type RunLocation } from "../store/run-location.js";
import { listTrash, restoreRun, trashRun, type TrashedRun } from "../store/trash.js";
import { CeterisError } from "../util/error.js";
import { findAll, listRuns, numberOf, onlyMatch, type RunID } from "./find-run.js";

export interface DeleteOptions {
  /** Move the runs' directories to the trash, instead of hiding the runs; their marks go as well. */
  readonly all?: boolean;
}

/** Directory names of what was asked for. */
export interface DeletedRuns {
  readonly deleted: readonly string[];
  /** Those that no link in `index/` showed. */
  readonly hidden: readonly string[];
}

/**
 * Hides runs, or moves them to the trash: all of them, or none where one of them cannot be found, or still runs.
 *
 * @throws CeterisError `RUN` where an id stands for no run, a run to be moved still runs, or the system refuses.
 */
export function deleteRuns(
  layout: RootLayout,
  ids: readonly RunID[],
  { all = false }: DeleteOptions,
): DeletedRuns {
  const runs = findAll(layout, ids);
  if (all) for (const run of runs) refuseRunning(run);
  const links = attempt("The links of the runs cannot be read", () => listLinks(layout));
  const deleted = runs.filter((run) => {
    const own = links.get(nameOf(run)) ?? [];
    return all ? trashRun(layout, run, own) : hideRun(run, own);
  });
  const hidden = runs.filter((run) => !deleted.includes(run));
  return { deleted: deleted.map(nameOf), hidden: hidden.map(nameOf) };
}

/** A run that is lost has nobody any more who writes to it. */
function refuseRunning({ directory, folder }: RunLocation): void {
  const file = folder === "fails" ? null : readRunFile(directory, ignore);
  if (!file || presentStatus(recordedStatus(file)) !== "running") return;
  const where = `process ${runningPid(file) ?? "?"} on ${file.host ?? "?"}`;
  throw new CeterisError(
    "RUN",
    `${basename(directory)} is running (${where}), so that nothing is deleted; end it first.`,
  );
}

/**
 * Brings back runs that were hidden or lie in the trash, with the marks that they had.
 *
 * @returns the names of their directories.
 * @throws CeterisError `RUN` where an id stands for none of them, its place or its id is taken, or the system refuses.
 */
export function restoreRuns(layout: RootLayout, ids: readonly RunID[]): string[] {
  const all = [...listTrash(layout), ...hiddenRuns(layout)];
  if (all.length === 0)
    throw new CeterisError("RUN", `No run in ${layout.root} is hidden, and none is in its trash.`);
  const place = `among those in ${layout.root} that are hidden or in the trash`;
  const runs = [...new Set(ids.map((id) => onlyMatch(id, all, place)))];
  const holders = new Map(listRuns(layout).map((run) => [numberOf(run), nameOf(run)]));
  for (const run of runs) refuseTaken(run, holders);
  return runs.map((run) => nameOf(bringBack(layout, run)));
}

/** Runs in `runs/` that no link in `index/` shows. */
export function hiddenRuns(layout: RootLayout): RunLocation[] {
  const listed = new Set(listIndex(layout, ignore).map(({ directory }) => directory));
  return listRuns(layout).filter(
    (run) => run.folder === "runs" && !listed.has(run.directory) && holdsRun(run),
  );
}

function bringBack(layout: RootLayout, run: TrashedRun | RunLocation): RunLocation {
  if ("deleted" in run) return restoreRun(layout, run);
  showRun(layout, run);
  return run;
}

/** Python's exman gives an id that was deleted to the next run. */
function refuseTaken(run: TrashedRun | RunLocation, holders: ReadonlyMap<number, string>): void {
  const holder = holders.get(numberOf(run)) ?? nameOf(run);
  if (holder === nameOf(run)) return;
  const remedy = `delete that one first, or take this one from ${run.directory} by hand`;
  throw new CeterisError(
    "RUN",
    `${nameOf(run)} cannot be restored: ${holder} has its id by now; ${remedy}.`,
  );
}

function nameOf({ directory }: { readonly directory: string }): string {
  return basename(directory);
}

/** What is wrong with a folder that runs are looked for in says nothing of the runs. */
function ignore(): void {}
