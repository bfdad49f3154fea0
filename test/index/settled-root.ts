import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import { addRuns, makeRoot, range } from "../tools/many-runs.js";
import { newFolder, removeFolder, temporaryFolder } from "../tools/temporary-folder.js";

/** Files are trusted by their times once they are older than this when they are read, in milliseconds. */
const SETTLED_MS = 1100;

/** A root of so many runs that a load writes the cache, in files that are trusted by their times. */
export async function settledRoot(): Promise<string> {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  addRuns(root, range(1, 70));
  await settle();
  return root;
}

/** Such roots for a whole file of tests, which settle all at once; each call of what is returned gives another one. */
export function settledRoots(count: number): () => string {
  const folder = newFolder();
  const roots = range(1, count).map((place) => join(folder, String(place), "exman"));
  beforeAll(async () => {
    for (const root of roots) addRuns(makeRoot(root), range(1, 70));
    await settle();
  });
  afterAll(() => removeFolder(folder));
  const unused = [...roots];
  return () => {
    const root = unused.pop();
    if (root === undefined) throw new Error(`All ${count} roots are used; ask for more.`);
    return root;
  };
}

/** Waits until whatever was just written is trusted by its times. */
export async function settle(): Promise<void> {
  await sleep(SETTLED_MS);
}
