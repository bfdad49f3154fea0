import { unlinkSync } from "node:fs";
import { basename } from "node:path";
import { CeterisError } from "../util/error.js";
import { linkRun } from "./create-run.js";
import type { RootLayout } from "./layout.js";
import type { RunLink } from "./run-links.js";
import type { RunLocation } from "./run-location.js";

/**
 * Removes the link of a run in `index/`, as exman's `delete` does: no table shows the run then, save those of its marks,
 * and nothing of it is lost.
 *
 * @param links - All links of the run.
 * @returns false where none was in `index/`.
 * @throws CeterisError `RUN` where the link cannot be removed.
 */
export function hideRun({ directory }: RunLocation, links: readonly RunLink[]): boolean {
  return attempt(`${basename(directory)} cannot be hidden`, () => {
    const own = links.filter(({ key }) => key === null);
    for (const { path } of own) unlinkSync(path);
    return own.length > 0;
  });
}

/**
 * Links a hidden run from `index/` again.
 *
 * @throws CeterisError `RUN` where it cannot be linked.
 */
export function showRun(layout: RootLayout, { directory }: RunLocation): void {
  attempt(`${basename(directory)} cannot be linked from index/`, () =>
    linkRun(layout, basename(directory)),
  );
}

/** What the operating system refuses becomes a sentence. */
export function attempt<T>(failure: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof CeterisError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${failure}: ${reason}; see whether the root can be written.`;
    throw new CeterisError("RUN", message, { cause: error });
  }
}
