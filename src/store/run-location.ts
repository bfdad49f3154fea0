import { existsSync, readdirSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../util/error-code.js";
import { PARAMS_FILE, RUN_FILE, type RootLayout, type RunFolder } from "./layout.js";
import { Locator } from "./locator.js";
import type { ReportProblem } from "./problem.js";
import { parseRunName } from "./run-name.js";

export { locationOf, Locator } from "./locator.js";

/** Where a run lies. */
export interface RunLocation {
  /** Absolute path of the run's directory. */
  readonly directory: string;
  readonly folder: RunFolder;
}

/** The runs that `index/` links: the normal ones, in the order of their names. */
export function listIndex(layout: RootLayout, report: ReportProblem): RunLocation[] {
  const locator = new Locator(layout);
  return entriesOf(layout.index, report).flatMap(
    (entry) => locator.resolve(layout.index, entry, report) ?? [],
  );
}

/** Every run directory in `runs/`, `fails/` or `tmp/`, linked or not. */
export function listFolder(
  layout: RootLayout,
  folder: RunFolder,
  report?: ReportProblem,
): RunLocation[] {
  return entriesOf(layout[folder], report)
    .filter((entry) => entry.isDirectory() && parseRunName(entry.name))
    .map((entry) => ({ directory: join(layout[folder], entry.name), folder }));
}

/** False for a directory that has no more of a run than its name. */
export function holdsRun({ directory }: Pick<RunLocation, "directory">): boolean {
  return [PARAMS_FILE, RUN_FILE].some((name) => existsSync(join(directory, name)));
}

/**
 * Visible entries of a folder in the order of their names; none where it is absent.
 *
 * @param report - Takes the failure of a folder that cannot be listed; without it, that is thrown.
 */
export function entriesOf(folder: string, report?: ReportProblem): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(".")).sort(byName);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return [];
    if (!report) throw error;
    report(folder, "unreadable", `cannot be listed (${code})`);
    return [];
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

/** True for a directory, or a link to one. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
