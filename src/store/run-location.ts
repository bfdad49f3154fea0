import {
  existsSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  type Dirent,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { PARAMS_FILE, type RootLayout, type RunFolder } from "./layout.js";
import type { ProblemKind, ReportProblem } from "./problem.js";
import { parseRunName } from "./run-name.js";

/** Where a run lies. */
export interface RunLocation {
  /** Absolute path of the run's directory. */
  readonly directory: string;
  readonly folder: RunFolder;
}

/** The runs that `index/` links: the normal ones, in the order of their names. */
export function listIndex(layout: RootLayout, report: ReportProblem): RunLocation[] {
  return entriesOf(layout.index).flatMap(
    (entry) => resolveEntry(layout, layout.index, entry, report) ?? [],
  );
}

/** Every run directory in `runs/`, `fails/` or `tmp/`, linked or not. */
export function listFolder(layout: RootLayout, folder: RunFolder): RunLocation[] {
  return entriesOf(layout[folder])
    .filter((entry) => entry.isDirectory() && parseRunName(entry.name))
    .map((entry) => ({ directory: join(layout[folder], entry.name), folder }));
}

/** Visible entries of a folder in the order of their names; none where it is absent. */
export function entriesOf(folder: string): Dirent[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => !entry.name.startsWith("."),
  );
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The run that an entry of `index/` or of a mark stands for. exman links directories in marks and `params.yaml`
 * in the index; both are taken in both. Where links were lost in a copy, the entry's name says which run it was.
 */
export function resolveEntry(
  layout: RootLayout,
  folder: string,
  entry: Dirent,
  report: ReportProblem,
): RunLocation | null {
  const path = join(folder, entry.name);
  if (!entry.isSymbolicLink())
    return byName(layout, entry.name) ?? refuse(report, path, "not-a-run");
  const target = resolve(folder, readlinkSync(path));
  const directory = basename(target) === PARAMS_FILE ? dirname(target) : target;
  const location = locate(layout, directory);
  return typeof location === "string" ? refuse(report, path, location) : location;
}

const MESSAGES = {
  "not-a-run": "is neither a link to a run nor named after one",
  "dangling-link": "links to a run directory that does not exist",
  "link-loop": "is a link that leads back to itself",
  "link-outside-root": "links out of the root",
} as const satisfies Partial<Record<ProblemKind, string>>;

function refuse(report: ReportProblem, path: string, kind: keyof typeof MESSAGES): null {
  report(path, kind, MESSAGES[kind]);
  return null;
}

/** The run that a link's target is, or what is wrong with the link. */
function locate(layout: RootLayout, target: string): RunLocation | keyof typeof MESSAGES {
  try {
    const real = realpathSync.native(target);
    const home = homesOf(layout).find((folder) => isInside(realpathSync.native(folder), real));
    if (home === undefined) return "link-outside-root";
    if (!statSync(real).isDirectory()) return "not-a-run";
    // An absolute link may name the root by another path than the one it was opened by.
    const directory = isInside(layout.root, target)
      ? target
      : join(home, relative(realpathSync.native(home), real));
    return { directory, folder: folderOf(layout, directory) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOOP") return "link-loop";
    return isInside(layout.root, target) ? "dangling-link" : "link-outside-root";
  }
}

/** Where runs may lie: below the root, or in its folders where those are links to another disk. */
function homesOf({ root, runs, fails, tmp }: RootLayout): string[] {
  return [root, runs, fails, tmp].filter(isDirectory);
}

function byName(layout: RootLayout, entry: string): RunLocation | null {
  const name = entry.replace(/\.yaml$/, "");
  if (!parseRunName(name)) return null;
  for (const folder of ["runs", "fails", "tmp"] as const) {
    const directory = join(layout[folder], name);
    if (isDirectory(directory)) return { directory, folder };
  }
  return null;
}

/** True for a directory, or a link to one. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function folderOf(layout: RootLayout, directory: string): RunFolder {
  const first = relative(layout.root, directory).split(sep)[0];
  return first === "fails" || first === "tmp" ? first : "runs";
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}
