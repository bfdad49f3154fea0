import { lstatSync, readdirSync, type Dirent } from "node:fs";
import { basename, join } from "node:path";
import { ROOT_FOLDERS, RUN_FOLDERS, type RootLayout, type RunFolder } from "../store/layout.js";
import { entriesOf, holdsRun, isDirectory, listFolder, listIndex } from "../store/run-location.js";
import { parseRunName } from "../store/run-name.js";
import { commandLine, STRAY_REMEDY, type Finding } from "./doctor-finding.js";

/** What is wrong with the folders of runs that no load looks at. */
export function examineFolders(layout: RootLayout, now: Date = new Date()): Finding[] {
  const linked = new Set(listIndex(layout, () => undefined).map(({ directory }) => directory));
  return [
    ...missingFolders(layout),
    ...hiddenRuns(layout, linked),
    ...RUN_FOLDERS.flatMap((folder) => strayEntries(layout, folder, linked)),
    ...leftovers(layout, now),
  ];
}

function missingFolders(layout: RootLayout): Finding[] {
  const missing = ROOT_FOLDERS.filter((folder) => !isDirectory(layout[folder]));
  return missing.map((folder) => ({
    path: layout[folder],
    kind: "missing-folder",
    message: "is missing, and Python's exman refuses a root without it",
    remedy: "Make the folder.",
    command: commandLine(layout.root, ["mkdir", layout[folder]]),
  }));
}

function hiddenRuns(layout: RootLayout, linked: ReadonlySet<string>): Finding[] {
  const hidden = listFolder(layout, "runs", () => undefined).filter(
    ({ directory }) => !linked.has(directory),
  );
  return hidden.map((run) => {
    const { directory } = run;
    if (!holdsRun(run)) return shellOf(directory);
    return {
      path: directory,
      kind: "hidden-run",
      message: "is not linked from index/, so that no load shows it",
      remedy: "Bring it back, where it is to be shown again.",
      command: commandLine(layout.root, ["ceteris", "restore", basename(directory), "--root", "."]),
    };
  });
}

function shellOf(path: string): Finding {
  return {
    path,
    kind: "stray-entry",
    message: "is named as a run and is none: it has neither params.yaml nor run.json",
    remedy: "Move what is of worth in it to the run of that name in fails/, and remove it.",
  };
}

function strayEntries(
  layout: RootLayout,
  folder: RunFolder,
  linked: ReadonlySet<string>,
): Finding[] {
  const paths = entriesOf(layout[folder], () => undefined)
    .filter((entry) => !isNamedRun(entry))
    .map(({ name }) => join(layout[folder], name))
    .filter((path) => !linked.has(path));
  return paths.map((path) => ({
    path,
    kind: "stray-entry",
    message: `lies in ${folder}/ and is no run: a run is a folder named as 000007-2026-11-21-10-00-00`,
    remedy: STRAY_REMEDY,
  }));
}

/** A link may be a run on another disk; what it leads to is told where it is loaded. */
function isNamedRun(entry: Dirent): boolean {
  return parseRunName(entry.name) !== null && (entry.isDirectory() || entry.isSymbolicLink());
}

/** Names under which a run or a file is prepared, or copied from another disk, before it is renamed. */
const PREPARED = /^\.new-[0-9a-f]{12}$|^\..+\.[0-9a-f]{12}\.tmp$/;
const HOUR_MS = 60 * 60 * 1000;

/** What was not changed for an hour is in nobody's hands. */
function leftovers(layout: RootLayout, now: Date): Finding[] {
  const paths = writtenFolders(layout)
    .flatMap((folder) => pathsIn(folder))
    .filter((path) => PREPARED.test(basename(path)))
    .filter((path) => now.getTime() - changed(path, now) > HOUR_MS);
  return paths.map((path) => ({
    path,
    kind: "leftover",
    message: "was being prepared when its program ended",
    remedy: "Look whether it holds anything of worth, then remove it.",
    command: commandLine(layout.root, ["rm", "-r", path]),
  }));
}

/** Folders in which something is written before it gets its name: those of runs, and each run. */
function writtenFolders(layout: RootLayout): string[] {
  const runs = RUN_FOLDERS.flatMap((folder) => pathsIn(layout[folder])).filter(
    (path) => parseRunName(basename(path)) !== null,
  );
  const { experiments, environments } = layout;
  return [...RUN_FOLDERS.map((folder) => layout[folder]), experiments, environments, ...runs];
}

/** What lies in a folder, hidden or not; nothing where it is absent, or cannot be read, as a load says. */
function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** In milliseconds; what was renamed meanwhile counts as changed just now. */
function changed(path: string, now: Date): number {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime();
}
