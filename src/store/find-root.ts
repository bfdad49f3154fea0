import { realpathSync } from "node:fs";
import { basename, dirname, relative, sep } from "node:path";
import { rootLayout, type RootLayout } from "./layout.js";

const RUN_FOLDERS: ReadonlySet<string> = new Set(["runs", "fails", "tmp"]);

/** Whether a path lies below a folder, by its names alone. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}

/** Where runs may lie: below the root, or in its folders where those are links to another disk. */
export interface Home {
  readonly path: string;
  /** The same without links. */
  readonly real: string;
}

/** The homes of a root that there are. */
export function homesOf({ root, runs, fails, tmp }: RootLayout): Home[] {
  return [root, runs, fails, tmp].flatMap((path) => {
    const real = realPathOrNull(path);
    return real === null ? [] : [{ path, real }];
  });
}

/** Whether a path without links lies in the root that a file of a run belongs to. */
export function isInRootOf(file: string, real: string): boolean {
  return homesOf(rootLayout(rootOf(file))).some((home) => isBelow(home.real, real));
}

/** The root of a file in a run's directory: the folder above the `runs`, `fails` or `tmp` that it lies in. */
function rootOf(file: string): string {
  let folder = dirname(file);
  while (!RUN_FOLDERS.has(basename(folder)) && folder !== dirname(folder)) folder = dirname(folder);
  return dirname(folder);
}

function realPathOrNull(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null; // absent, a link to nothing, or a loop
  }
}
