import { statSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import { CeterisError } from "../util/error.js";
import { ROOT_FOLDERS, rootLayout, type RootLayout } from "./layout.js";

const REMEDY = "give the folder that holds runs/ and index/, such as ./exman";

/**
 * Finds the folders of an existing root.
 *
 * @throws CeterisError `ROOT` where the path is absent, a file, or no root.
 */
export function openRoot(path: string): RootLayout {
  const root = resolve(path);
  const stats = statOrNull(root);
  if (!stats) throw new CeterisError("ROOT", `There is no folder ${root}; ${REMEDY}.`);
  if (!stats.isDirectory())
    throw new CeterisError("ROOT", `The root ${root} is a file, not a folder; ${REMEDY}.`);
  if (!isRoot(root)) throw new CeterisError("ROOT", notARoot(root));
  return rootLayout(root);
}

/** True for a directory with `runs/` and `index/`; the other folders count as empty where they are missing. */
export function isRoot(path: string): boolean {
  return ["runs", "index"].every(
    (folder) => statOrNull(join(path, folder))?.isDirectory() ?? false,
  );
}

function notARoot(root: string): string {
  const missing = ROOT_FOLDERS.filter((folder) => !statOrNull(join(root, folder)));
  const inner = join(root, "exman");
  const remedy = isRoot(inner) ? `did you mean ${inner}?` : `${REMEDY}.`;
  return `The folder ${root} is no root, it lacks ${missing.map((folder) => `${folder}/`).join(", ")}; ${remedy}`;
}

function statOrNull(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null; // absent, below a file, a loop of links, or closed to us
  }
}
