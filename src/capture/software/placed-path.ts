import { relative, sep } from "node:path";

/** A path within a folder relative to it, so that two copies of a project have the same; any other as it is. */
export function placedPath(path: string, folder: string): string {
  const within = relative(folder, path);
  return within === "" || within.startsWith("..") ? path : within.split(sep).join("/");
}
