import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The first of the names that is there, in the folder or the nearest one above it. */
export function findUpwards(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent, names);
}
