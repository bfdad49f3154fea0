import { realpathSync } from "node:fs";
import { relative, sep } from "node:path";

/**
 * An absolute path as git writes it, links resolved: relative to a repository, with `/`. What lies elsewhere begins with
 * `../`.
 */
export function pathIn(root: string, path: string): string {
  return relative(root, real(path)).split(sep).join("/");
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
