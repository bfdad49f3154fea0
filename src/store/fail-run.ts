import { renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { indexLink } from "./create-run.js";
import type { RootLayout } from "./layout.js";
import { listMarks, removeMark } from "./marks.js";

/**
 * Moves a run's directory to `fails/`, after its links in `index/` and in every mark were removed.
 *
 * @returns where the directory is then.
 */
export function moveToFails(layout: RootLayout, directory: string): string {
  const run = basename(directory);
  const failed = join(layout.fails, run);
  rmSync(indexLink(layout, run), { force: true });
  for (const key of listMarks(layout)) removeMark(layout, key, [{ directory, folder: "runs" }]);
  renameSync(directory, failed);
  return failed;
}
