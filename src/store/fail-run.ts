import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { moveDirectory } from "../util/move-directory.js";
import { indexLink } from "./create-run.js";
import type { RootLayout } from "./layout.js";
import { listMarks, removeMark } from "./marks.js";

/**
 * Moves a run's directory to `fails/`, then removes its links in `index/` and in every mark. The links go last, so that
 * a run that cannot be moved stays listed; one that cannot be removed dangles, which loading reports.
 *
 * @returns where the directory is then.
 */
export function moveToFails(layout: RootLayout, directory: string): string {
  const run = basename(directory);
  const failed = join(layout.fails, run);
  moveDirectory(directory, failed);
  attempt(() => rmSync(indexLink(layout, run), { force: true }));
  for (const key of attempt(() => listMarks(layout)) ?? [])
    attempt(() => removeMark(layout, key, [{ directory, folder: "runs" }]));
  return failed;
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
