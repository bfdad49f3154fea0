import { realpathSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { rootLayout, type RootLayout } from "./layout.js";
import { isRoot } from "./open-root.js";

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

/** Whether a path without links lies in the root that a run's directory belongs to: the nearest one above it. */
export function isInRootOf(directory: string, real: string): boolean {
  let root = dirname(directory);
  while (!isRoot(root) && root !== dirname(root)) root = dirname(root);
  return isRoot(root) && homesOf(rootLayout(root)).some((home) => isBelow(home.real, real));
}

function realPathOrNull(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null; // absent, a link to nothing, or a loop
  }
}
