import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CeterisError } from "../util/error.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import { ROOT_FOLDERS, rootLayout, type RootLayout } from "./layout.js";

/**
 * Makes a directory a root, with all of its folders; what is there already is left alone.
 *
 * @throws CeterisError `ROOT` where the path is a file, or a folder cannot be made.
 */
export function createRoot(path: string): RootLayout {
  const layout = rootLayout(resolve(path));
  if (existsSync(layout.root) && !statSync(layout.root).isDirectory()) {
    throw new CeterisError(
      "ROOT",
      `The root ${layout.root} is a file, not a folder; give a folder for the runs.`,
    );
  }
  try {
    for (const folder of ROOT_FOLDERS) makeFolder(layout[folder]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CeterisError("ROOT", `The root ${layout.root} cannot be made: ${reason}.`, {
      cause: error,
    });
  }
  return layout;
}

/** Makes a folder and those that it lies in, and gives up at the first that cannot be made. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error; // another process was first
  }
}

/** Makes `.ceteris/`, hidden from git; may be called again after it was deleted. */
export function createCache(layout: RootLayout): void {
  const ignore = join(layout.cache, ".gitignore");
  mkdirSync(layout.cache, { recursive: true });
  if (!existsSync(ignore)) writeFileAtomic(ignore, "*\n");
}
