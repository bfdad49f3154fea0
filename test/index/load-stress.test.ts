import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { built } from "../tools/built.js";
import { addRows, addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { everythingOf, uncached } from "./everything.js";

const PROGRAMS = join(import.meta.dirname, "programs");

function start(program: string, ...args: readonly string[]): ChildProcess {
  const library = pathToFileURL(built("ceteris.js")).href;
  const child = spawn(process.execPath, [join(PROGRAMS, program), library, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

interface Row {
  readonly id: number;
  readonly seed: number;
  readonly count: number;
  readonly note: string;
  readonly last: boolean;
}

/** The params of each run, where they are whole. */
function wholeRows(rows: readonly object[]): Map<number, string> {
  const whole = new Map<number, string>();
  for (const { id, seed, count, note, last } of rows as Row[]) {
    expect({ note, last }, `run ${id}`).toEqual({ note: "all of it", last: true });
    whole.set(id, `${seed} ${count}`);
  }
  return whole;
}

describe("a load", () => {
  it("sees whole runs, and ever more of them, while eight processes write", async () => {
    const root = makeRoot(temporaryFolder());
    for (const seed of range(1, 8)) start("write-runs.mjs", root, String(seed));
    const index = new Index(root);
    let seen = new Map<number, string>();
    for (let reload = 1; reload <= 50 || seen.size <= 50; reload += 1) {
      await sleep(40);
      const rows = wholeRows((await index.info()).objects());
      expect(
        [...rows].filter(([id]) => seen.has(id)),
        `reload ${reload}`,
      ).toEqual([...seen]);
      expect(index.problems.filter(({ kind }) => kind !== "torn-line")).toEqual([]);
      seen = rows;
    }
    expect((await new Index(root).info()).numRows()).toBeGreaterThanOrEqual(seen.size);
  }, 120_000);

  it("is right after loaders were killed fifty times at any moment", async () => {
    const root = makeRoot(temporaryFolder());
    addRuns(root, range(1, 600), 20);
    const random = seededGenerator(20261121);
    let next = 601;
    for (const kill of range(1, 50)) {
      const loader = start("load.mjs", root);
      await once(loader.stdout!, "data");
      await sleep(random.int(120));
      const ended = once(loader, "exit");
      loader.kill("SIGKILL");
      await ended;
      expect(await everythingOf(new Index(root)), `kill ${kill}`).toEqual(await uncached(root));
      if (random.int(3) === 0) rmSync(join(root, ".ceteris"), { recursive: true, force: true });
      addRuns(root, range(next, 70), 3);
      next += 70;
      for (const id of range(1, 10)) addRows(join(root, "runs", runName(id)), id, 20 + kill, 1);
    }
  }, 240_000);
});
