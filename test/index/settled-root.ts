import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addRuns, makeRoot, range } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** Files are trusted by their times once they are older than this when they are read, in milliseconds. */
const SETTLED_MS = 1100;

/** A root of so many runs that a load writes the cache, in files that are trusted by their times. */
export async function settledRoot(): Promise<string> {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  addRuns(root, range(1, 70));
  await settle();
  return root;
}

/** Waits until whatever was just written is trusted by its times. */
export async function settle(): Promise<void> {
  await sleep(SETTLED_MS);
}
