import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The ids in the names of all runs of a root. */
export function idsIn(root: string): number[] {
  const names = ["runs", "tmp", "fails"].flatMap((folder) => readdirSync(join(root, folder)));
  return names.filter((name) => !name.startsWith(".")).map((name) => Number(name.split("-")[0]));
}
