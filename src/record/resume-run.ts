import { existsSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { findRun } from "../index/find-run.js";
import { contradictingParam } from "./contradicting-param.js";
import { linkRun } from "../store/create-run.js";
import type { Params } from "../store/format-params.js";
import {
  DIFF_FILE,
  ofAttempt,
  RUN_FILE,
  TRACEBACK_FILE,
  type RootLayout,
} from "../store/layout.js";
import { WORLD_FACTS } from "../store/recorded-facts.js";
import { runFileOrFault } from "../store/read-run-file.js";
import { readRecordedParams, type RecordedParams } from "../store/recorded-params.js";
import {
  formatRunFile,
  presentStatus,
  recordedStatus,
  runningPid,
  RUN_SCHEMA,
  withFacts,
  type Attempt,
  type RunFile,
} from "../store/run-file.js";
import { withRunLock } from "../store/run-lock.js";
import type { RunLocation } from "../store/run-location.js";
import { CeterisError } from "../util/error.js";
import { moveDirectory } from "../util/move-directory.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import type { RunParts } from "./run.js";

/** What the next attempt of a run is made with. */
export interface NextAttempt {
  /**
   * Tells, of the run as it was, what is known of the attempt's process and of the world; called once the run can go
   * on, as far as one sees before it is locked.
   */
  readonly facts: (before: RunFile) => Partial<RunFile>;
  /** Those that are recorded, where they are given. */
  readonly params?: Params;
}

/**
 * Starts the next attempt of a run: its params stay, `attempts` in its run.json grow, and a run in `fails/` moves back
 * to `runs/` and is linked again. The facts of the world go with the attempt that has ended, its traceback becomes
 * `traceback.<attempt>.txt`, and its uncommitted changes
 * `changes.<attempt>.diff`.
 *
 * @throws CeterisError `RUN` where no run fits, or several do; `RECORD` where it is running, its params differ from
 * those that are given, or it cannot be written; what `facts` throws.
 */
export function resumeRun(layout: RootLayout, id: number | string, next: NextAttempt): RunParts {
  const name = basename(findRun(layout, id, () => {}).directory);
  const look = (): Resumable => examine(layout, name, next.params ?? {});
  const seen = withRunLock(layout, name, look);
  const facts = next.facts(seen.before); // may take long: what is done under the lock is short
  return withRunLock(layout, name, (confirm) => {
    const { location, recorded, before } = look();
    refuseResumed(before, seen);
    const file = fileOf(before, facts);
    const directory = prepare(layout, location, before.attempts.length);
    writeFileAtomic(join(directory, RUN_FILE), formatRunFile(file), confirm);
    return { layout, id: recorded.id, directory, params: recorded.params, file };
  });
}

/** A run that can be resumed. */
interface Resumable {
  readonly location: RunLocation;
  readonly recorded: RecordedParams;
  readonly before: RunFile;
}

function examine(layout: RootLayout, name: string, given: Params): Resumable {
  const location = findRun(layout, name, () => {});
  const recorded = readRecordedParams(location.directory);
  const before = fileBefore(location, recorded);
  refuseEnded(before, location);
  refuseOthers(given, recorded.params, location);
  refuseTaken(layout, location);
  return { location, recorded, before };
}

function refuseResumed(now: RunFile, { before, location }: Resumable): void {
  if (now.attempts.length === before.attempts.length) return;
  const message = `The run ${basename(location.directory)} was resumed by another process just now; see how that ended before it is resumed again.`;
  throw new CeterisError("RECORD", message);
}

/** A run of exman's, which has no run.json, had one attempt. */
function fileBefore({ directory, folder }: RunLocation, { time }: RecordedParams): RunFile {
  const file = runFileOrFault(directory);
  if (typeof file === "string") {
    const path = join(directory, RUN_FILE);
    throw new CeterisError("RECORD", `The run cannot be resumed: ${path} ${file}.`);
  }
  if (file) return file;
  const started = (time ?? new Date(0)).toISOString();
  const status = folder === "fails" ? "failed" : "interrupted";
  return { schema: RUN_SCHEMA, status, attempts: [{ started, status }], started };
}

function refuseEnded(file: RunFile, location: RunLocation): void {
  if (file.status !== "completed") return refuseRunning(file, location);
  const id = Number.parseInt(basename(location.directory), 10);
  const message = `Run ${id} is completed; ceteris run --config ${id} starts a new run from it.`;
  throw new CeterisError("RECORD", message);
}

function refuseRunning(file: RunFile, { directory }: RunLocation): void {
  if (presentStatus(recordedStatus(file)) !== "running") return;
  const message = `The run ${basename(directory)} is running (process ${runningPid(file)} on ${file.host}); end it before it is resumed.`;
  throw new CeterisError("RECORD", message);
}

function refuseOthers(given: Params, recorded: Params, { directory }: RunLocation): void {
  const name =
    Object.keys(given).find((param) => !Object.hasOwn(recorded, param)) ??
    contradictingParam(given, recorded);
  if (name === undefined) return;
  const message = `The run ${basename(directory)} cannot be resumed with other params: ${name} differs; start a new run, or leave out params.`;
  throw new CeterisError("RECORD", message);
}

/** A program that outlives its run may make the directory anew that this was moved from. */
function refuseTaken(layout: RootLayout, { directory, folder }: RunLocation): void {
  const back = join(layout.runs, basename(directory));
  if (folder !== "fails" || !existsSync(back)) return;
  const message = `The run in ${directory} cannot be resumed: ${back}, where it would go, is there and is no run; move it away.`;
  throw new CeterisError("RECORD", message);
}

function fileOf(before: RunFile, facts: Partial<RunFile>): RunFile {
  const { ended: _ended, exitCode: _exitCode, signal: _signal, program: _, ...run } = before;
  const now = new Date().toISOString();
  const [kept, own] = apart(run);
  const closedAttempts = before.attempts.map(closed);
  const attempts = [
    ...closedAttempts.slice(0, -1),
    ...closedAttempts.slice(-1).map((last) => ({ ...last, ...own })),
    { started: now, status: "running" } as const,
  ];
  return withFacts({ ...kept, status: "running", attempts, heartbeat: now }, facts);
}

/** What stays the run's, and what was true of the attempt that has ended. */
function apart(run: RunFile): [kept: RunFile, own: Partial<Attempt>] {
  const names: ReadonlySet<string> = new Set(WORLD_FACTS);
  const entries = Object.entries(run);
  const world = entries.filter(([name]) => names.has(name));
  const { experiment } = run;
  return [
    Object.fromEntries(entries.filter(([name]) => !names.has(name))) as unknown as RunFile,
    { ...Object.fromEntries(world), ...(experiment && { experiment }) },
  ];
}

/** An attempt whose process is gone did not end by itself. */
function closed(attempt: Attempt): Attempt {
  return attempt.status === "running" ? { ...attempt, status: "interrupted" } : attempt;
}

/** Files away what the attempt before left, and moves a run that failed back. */
function prepare(layout: RootLayout, location: RunLocation, attempt: number): string {
  const { directory, folder } = location;
  for (const name of [TRACEBACK_FILE, DIFF_FILE]) {
    const path = join(directory, name);
    if (existsSync(path)) renameSync(path, join(directory, ofAttempt(name, attempt)));
  }
  if (folder !== "fails") return directory;
  const back = join(layout.runs, basename(directory));
  linkRun(layout, basename(directory)); // first: a run that was moved and has no link would be hidden
  moveDirectory(directory, back);
  return back;
}
