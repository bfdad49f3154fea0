import { dirname, join, resolve } from "node:path";
import { CeterisError } from "../util/error.js";
import { isRoot } from "../store/open-root.js";

/**
 * The root that a command works on: `--root`, else `$CETERIS_ROOT`, else the working directory where it is a root
 * itself, else the nearest `exman/` upwards.
 *
 * @throws CeterisError `ROOT` where there is none.
 */
export function findRoot(given: string | undefined, from: string = process.cwd()): string {
  const named = given ?? process.env["CETERIS_ROOT"];
  if (named) return resolve(named);
  if (isRoot(from)) return from;
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "exman");
    if (isRoot(candidate)) return candidate;
    if (folder === dirname(folder)) break;
  }
  throw new CeterisError(
    "ROOT",
    `There is no exman/ in ${from} or above it; name the root with --root DIR or CETERIS_ROOT.`,
  );
}
