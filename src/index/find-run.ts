import type { Dirent } from "node:fs";
import { basename, join } from "node:path";
import { isName, shownValue } from "../util/check-options.js";
import { CeterisError } from "../util/error.js";
import { RUN_FOLDERS, type RootLayout } from "../store/layout.js";
import type { ReportProblem } from "../store/problem.js";
import { entriesOf, holdsRun, listFolder, type RunLocation } from "../store/run-location.js";
import { parseRunName } from "../store/run-name.js";
import { listTrash } from "../store/trash.js";

/** How a caller names a run: its number, its directory's name, or a unique prefix of that. */
export type RunID = number | string;

/**
 * Finds a run by its number, its directory's name, or a unique prefix of that, among all runs of the root: failed
 * and temporary ones too.
 *
 * @param report - Takes the failure of a folder that cannot be listed.
 * @throws CeterisError `RUN` where none fits, or several do.
 */
export function findRun(layout: RootLayout, id: RunID, report: ReportProblem): RunLocation {
  const all = RUN_FOLDERS.flatMap((folder) => listFolder(layout, folder, report));
  return matchIn(layout, id, all);
}

function matchIn(layout: RootLayout, id: RunID, all: readonly RunLocation[]): RunLocation {
  checkID(id);
  const found = matches(id, all);
  if (found.length === 0) refuseTrashed(layout, id);
  const runs = found.length > 1 ? found.filter(holdsRun) : [];
  return onlyMatch(id, runs.length > 0 ? runs : all, `in ${layout.root}`);
}

function refuseTrashed(layout: RootLayout, id: RunID): void {
  const [run] = matches(id, listTrash(layout));
  if (!run) return;
  const message = `Run ${numberOf(run)} is in the trash; ceteris restore ${id} brings it back.`;
  throw new CeterisError("RUN", message);
}

/** What was asked for by its id: the runs, each once, and why others are none. */
export interface FoundRuns {
  readonly runs: readonly RunLocation[];
  readonly missing: readonly CeterisError[];
}

/** Finds several runs as `findRun` does. Run directories that are links are found as well. */
export function findRuns(layout: RootLayout, ids: readonly RunID[]): FoundRuns {
  const all = listRuns(layout);
  const runs = new Map<string, RunLocation>();
  const missing: CeterisError[] = [];
  for (const id of ids) {
    try {
      const run = matchIn(layout, id, all);
      runs.set(run.directory, run);
    } catch (error) {
      missing.push(error as CeterisError);
    }
  }
  return { runs: [...runs.values()], missing };
}

/**
 * Finds several runs as `findRuns` does.
 *
 * @throws CeterisError `RUN` where one of the ids stands for no run.
 */
export function findAll(layout: RootLayout, ids: readonly RunID[]): readonly RunLocation[] {
  const { runs, missing } = findRuns(layout, ids);
  if (missing.length > 0) throw missing[0]!;
  return runs;
}

/** Every run of the root; a directory that is a link counts. */
export function listRuns(layout: RootLayout): RunLocation[] {
  return RUN_FOLDERS.flatMap((folder) => entriesNamedAsRuns(layout[folder], folder));
}

function entriesNamedAsRuns(path: string, folder: RunLocation["folder"]): RunLocation[] {
  const isRun = (entry: Dirent): boolean =>
    (entry.isDirectory() || entry.isSymbolicLink()) && parseRunName(entry.name) !== null;
  return entriesOf(path, () => undefined)
    .filter(isRun)
    .map(({ name }) => ({ directory: join(path, name), folder }));
}

/**
 * The one that an id stands for.
 *
 * @param place - Where they lie, as a message says it: `in /root`.
 * @throws CeterisError `RUN` where none fits, or several do.
 */
export function onlyMatch<Run extends { readonly directory: string }>(
  id: RunID,
  all: readonly Run[],
  place: string,
): Run {
  checkID(id);
  const found = matches(id, all);
  if (found.length === 1) return found[0]!;
  throw new CeterisError(
    "RUN",
    found.length === 0 ? unknown(id, all, place) : ambiguous(id, found),
  );
}

function checkID(id: unknown): void {
  if (typeof id === "number" || isName(id)) return;
  const remedy = "give its number, its directory's name, or a unique prefix of that";
  throw new CeterisError("RUN", `${shownValue(id)} stands for no run; ${remedy}.`);
}

interface Placed {
  readonly directory: string;
}

/** The id in the name of a run's directory. */
export function numberOf({ directory }: Placed): number {
  return Number.parseInt(basename(directory), 10);
}

function matches<Run extends Placed>(id: RunID, runs: readonly Run[]): Run[] {
  return /^\d+$/.test(String(id))
    ? runs.filter((run) => numberOf(run) === Number(id))
    : withPrefix(runs, String(id));
}

function withPrefix<Run extends Placed>(runs: readonly Run[], prefix: string): Run[] {
  const exact = runs.filter(({ directory }) => basename(directory) === prefix);
  return exact.length > 0
    ? exact
    : runs.filter(({ directory }) => basename(directory).startsWith(prefix));
}

function unknown(id: RunID, all: readonly Placed[], place: string): string {
  const ids = all.map(numberOf);
  const known =
    ids.length > 0
      ? `ids here go from ${ids.reduce((a, b) => Math.min(a, b))} to ${ids.reduce((a, b) => Math.max(a, b))}`
      : "it holds no runs yet";
  return `There is no run ${id} ${place}; ${known}.`;
}

function ambiguous(id: RunID, found: readonly Placed[]): string {
  const names = found
    .slice(0, 5)
    .map(({ directory }) => basename(directory))
    .join(", ");
  return `${id} stands for ${found.length} runs (${names}${found.length > 5 ? ", …" : ""}); give more of the directory's name.`;
}
