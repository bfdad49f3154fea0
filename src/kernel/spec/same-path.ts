import { realpathSync } from "node:fs";

/** Whether two paths lead to one file or folder, also over links. */
export function isSamePath(a: string, b: string): boolean {
  return realPath(a) === realPath(b);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
