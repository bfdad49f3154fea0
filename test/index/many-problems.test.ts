import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { built } from "../tools/built.js";
import { addRun, makeRoot, range } from "../tools/many-runs.js";
import { succeed } from "../tools/run-program.js";
import { folderOnOtherDisk } from "../tools/temporary-folder.js";

const RUNS = 40;
const FILES = 500;

// A small stack shows with few problems what the usual one shows with some hundred thousand.
it("gives every problem of a root that is damaged all over", { timeout: 60_000 }, async () => {
  // Many files are made faster in memory.
  const root = makeRoot(folderOnOtherDisk());
  for (const id of range(1, RUNS)) {
    const directory = addRun(root, id, 0);
    for (const file of range(1, FILES)) writeFileSync(join(directory, `empty-${file}.csv`), "");
  }
  const program = join(import.meta.dirname, "programs", "count-problems.mjs");
  const library = pathToFileURL(built("ceteris.js")).href;
  const args = ["--stack-size=150", program, library, root, "empty-*.csv"];
  const { stdout } = await succeed(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual({ runs: RUNS, problems: RUNS * FILES });
});
