import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { CeterisError } from "../util/error.js";
import { makeFolder } from "../util/make-folder.js";
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

/**
 * Makes `.ceteris/`, hidden from git; may be called again after it was deleted.
 *
 * @throws CeterisError `ROOT` where it cannot be made.
 */
export function createCache({ cache }: RootLayout): void {
  const ignore = join(cache, ".gitignore");
  try {
    makeFolder(cache);
    if (!existsSync(ignore)) writeFileAtomic(ignore, "*\n");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The folder ${cache} cannot be made: ${reason}; see whether the root can be written.`;
    throw new CeterisError("ROOT", message, { cause: error });
  }
}
