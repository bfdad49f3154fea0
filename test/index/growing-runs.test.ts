import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { addRows, addRun, addRuns, makeRoot, range } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { everythingOf, uncached } from "./everything.js";
import { settle } from "./settled-root.js";

const MB = 1024 * 1024;
/** A file of about 1.5 MB. */
const ROWS = 20_000;
/** A table of the runs takes 1.7 MB; were the rows of every reload kept, 100 would take 48 MB. */
const ENOUGH = 4 * MB;
const MOST_READINGS = 200;
/** Bytes of typed arrays before anything was loaded. */
const BEFORE = process.memoryUsage().arrayBuffers;

/**
 * Bytes of typed arrays that are in use: the lowest of readings until one is as low as `enough`. What is collected is
 * given back by a thread that a busy machine lets wait.
 */
async function bytesInUse(enough: number): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let lowest = Infinity;
  for (let reading = 0; reading < MOST_READINGS && lowest > enough; reading += 1) {
    collect();
    await sleep(20);
    lowest = Math.min(lowest, process.memoryUsage().arrayBuffers);
  }
  return lowest;
}

function cacheFiles(root: string): string[] {
  const folder = join(root, ".ceteris", "cache", "known-files");
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
}

interface Reloaded {
  readonly root: string;
  /** Bytes of typed arrays that came to be in use, the table's own among them. */
  readonly grown: number;
  /** Every file that was in the cache at any time. */
  readonly files: ReadonlySet<string>;
}

/** A root with 20 small runs, and one of which a row more is there with each reload. */
async function reload(times: number, cache: boolean): Promise<Reloaded> {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  addRuns(root, range(1, 20));
  const directory = addRun(root, 21, ROWS);
  await settle();
  const index = new Index(root, { cache });
  await index.info();
  const files = new Set<string>();
  for (const round of range(0, times)) {
    addRows(directory, 21, ROWS + round, 1);
    await index.info();
    for (const file of cacheFiles(root)) files.add(file);
  }
  const grown = (await bytesInUse(BEFORE + ENOUGH)) - BEFORE;
  expect(await everythingOf(index)).toEqual(await uncached(root));
  return { root, grown, files };
}

describe("a run that is looked at again and again while it goes on", () => {
  it("takes neither ever more memory nor ever more of the disk", { timeout: 180_000 }, async () => {
    const { root, grown, files } = await reload(600, true);
    expect(grown).toBeLessThanOrEqual(ENOUGH);
    expect(files.size).toBeLessThan(20);
    const bytes = cacheFiles(root).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(6 * MB);
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
  });

  it("takes no more memory without a cache", { timeout: 120_000 }, async () => {
    const { grown } = await reload(100, false);
    expect(grown).toBeLessThanOrEqual(ENOUGH);
  });
});
