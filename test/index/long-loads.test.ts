import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LoadControl, type Progress } from "../../src/index/load/control.js";
import { shareOut } from "../../src/index/load/share.js";
import { Thread } from "../../src/index/load/threads.js";
import { Index } from "../../src/index/run-index.js";
import { built } from "../tools/built.js";
import { addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { newFolder, removeFolder, temporaryFolder } from "../tools/temporary-folder.js";
import { succeed } from "../tools/run-program.js";
import { readOrder } from "./read-order.js";

const PROGRAMS = join(import.meta.dirname, "programs");
const RUNS = 4000;
const TOLD: Progress = { done: 1, total: 2 };

describe("a long load", () => {
  let root: string;
  beforeAll(() => {
    root = makeRoot(newFolder());
    addRuns(root, range(1, RUNS), 10);
  });
  afterAll(() => removeFolder(root));

  it.runIf(existsSync("/proc/self/task"))(
    "is shared among threads, and gives the same",
    async () => {
      const library = pathToFileURL(built("ceteris.js")).href;
      const program = join(PROGRAMS, "count-threads.mjs");
      const { stdout } = await succeed(process.execPath, [program, library, root]);
      const { threads, rows } = JSON.parse(stdout) as { threads: number; rows: unknown };
      const alone = (await new Index(root, { cache: false }).info()).objects();
      expect(rows).toEqual(JSON.parse(JSON.stringify(alone)));
      expect(threads).toBeGreaterThanOrEqual(Math.min(1, availableParallelism() - 1));
    },
  );

  it("loses nothing where a thread ends early", async () => {
    const directories = range(1, RUNS).map((id) => join("runs", runName(id)));
    const order = readOrder(root, directories);
    const thread = new Thread(pathToFileURL(join(PROGRAMS, "ends-early.mjs")));
    const sharing = { count: RUNS, chunk: 16, perThread: 1 };
    const results = await shareOut(order, sharing, new LoadControl({}), [thread]);
    const read = results.flatMap(({ segment }) => [...(segment?.batch.directory ?? [])]);
    expect(read.toSorted()).toEqual(directories);
  });

  it("tells how far it is", async () => {
    const told: Progress[] = [];
    await new Index(root, { cache: false }).info(undefined, {
      onProgress: (progress) => told.push(progress),
    });
    expect(told.length).toBeGreaterThan(1);
    expect(told.every(({ total }) => total === RUNS)).toBe(true);
    const done = told.map((progress) => progress.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(RUNS);
  });

  it("ends where a signal says so, at once or on the way, with the signal's reason", async () => {
    const index = new Index(root);
    const late = new AbortController();
    const reason = new Error("enough");
    const onProgress = (): void => late.abort(reason);
    await expect(index.info(undefined, { signal: late.signal, onProgress })).rejects.toBe(reason);
    await expect(index.info(undefined, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(existsSync(join(root, ".ceteris"))).toBe(false);
    expect((await index.info()).numRows()).toBe(RUNS);
  });

  it("ends where whoever is told of it fails, with that error", async () => {
    const failure = new Error("the bar is broken");
    const onProgress = (): void => {
      throw failure;
    };
    const index = new Index(root, { cache: false });
    await expect(index.info(undefined, { onProgress })).rejects.toBe(failure);
    expect((await index.info()).numRows()).toBe(RUNS);
    const waiting = new LoadControl({ onProgress }).waitFor(sleep(2000), () => TOLD);
    await expect(waiting).rejects.toBe(failure);
  });
});

describe("a load of a few large runs", () => {
  let root: string;
  beforeAll(() => {
    root = makeRoot(newFolder());
    addRuns(root, range(1, 24), 40_000);
  });
  afterAll(() => removeFolder(root));

  it("tells how far it is, and can be ended, after any of them", async () => {
    const end = new AbortController();
    const reason = new Error("enough");
    const told: Progress[] = [];
    const onProgress = (progress: Progress): void => {
      told.push(progress);
      end.abort(reason);
    };
    const index = new Index(root, { cache: false });
    const load = index.info(undefined, { signal: end.signal, onProgress });
    await expect(load).rejects.toBe(reason);
    expect(told).toHaveLength(1);
    expect(told[0]!.done).toBeLessThan(24);
  });

  it("lets timers go on", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    await new Index(root, { cache: false }).info();
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });
});

describe("a short load", () => {
  it("ends where a signal says so as well", async () => {
    const root = makeRoot(temporaryFolder());
    addRuns(root, range(1, 5));
    const end = new AbortController();
    const load = new Index(root).info(undefined, { signal: end.signal });
    end.abort();
    await expect(load).rejects.toBe(end.signal.reason);
  });

  it("does not begin to wait for others when it has been ended", async () => {
    const end = new AbortController();
    const control = new LoadControl({ signal: end.signal });
    end.abort();
    await expect(control.breathe(TOLD)).rejects.toBe(end.signal.reason);
    await expect(control.waitFor(sleep(2000), () => TOLD)).rejects.toBe(end.signal.reason);
  });
});
