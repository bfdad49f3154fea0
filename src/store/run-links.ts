import { readlinkSync, unlinkSync, type Dirent } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { PARAMS_FILE, type RootLayout } from "./layout.js";
import { listMarks, removeMark } from "./marks.js";
import { entriesOf } from "./run-location.js";
import { parseRunName } from "./run-name.js";

/** What stands for a run in `index/` or in a mark. */
export interface RunLink {
  /** Absolute path. */
  readonly path: string;
  /** Of the mark; null in `index/`. */
  readonly key: string | null;
}

/** Links by the name of the run's directory. */
export type RunLinks = ReadonlyMap<string, readonly RunLink[]>;

/**
 * The links of all runs, those that dangle too. A link is of the run that it is named after, and one with another name
 * is of the run that it leads to. In `index/` a file counts as well: it was a link before the root was copied.
 */
export function listLinks(layout: RootLayout): RunLinks {
  const links = new Map<string, RunLink[]>();
  const folders = [
    [layout.index, null] as const,
    ...listMarks(layout).map((key) => [join(layout.marked, key), key] as const),
  ];
  for (const [folder, key] of folders)
    for (const entry of entriesOf(folder)) {
      const run = runOf(folder, entry, key === null);
      if (run !== null)
        links.set(run, [...(links.get(run) ?? []), { path: join(folder, entry.name), key }]);
    }
  return links;
}

/** The name of the run that an entry stands for; null where it is no link. */
function runOf(folder: string, entry: Dirent, mayBeFile: boolean): string | null {
  const isLink = entry.isSymbolicLink();
  if (!isLink && !(mayBeFile && entry.isFile())) return null;
  const name = entry.name.replace(/\.yaml$/, "");
  if (parseRunName(name)) return name;
  const target = isLink ? resolve(folder, readlinkSync(join(folder, entry.name))) : entry.name;
  return basename(basename(target) === PARAMS_FILE ? dirname(target) : target);
}

/** Removes links of a run, and folders of marks that are empty then. */
export function removeLinks(
  layout: RootLayout,
  directory: string,
  links: readonly RunLink[],
): void {
  for (const { path } of links) unlinkSync(path);
  for (const key of marksIn(links)) removeMark(layout, key, [{ directory, folder: "runs" }]);
}

/** Keys of the marks, each once. */
export function marksIn(links: readonly RunLink[]): string[] {
  return [...new Set(links.flatMap(({ key }) => key ?? []))];
}
