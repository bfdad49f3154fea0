import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LoadControl, type Progress } from "../../src/index/load/control.js";
import { shareOut } from "../../src/index/load/share.js";
import { Thread } from "../../src/index/load/threads.js";
import { Index } from "../../src/index/run-index.js";
import { built } from "../tools/built.js";
import { addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";
import { succeed } from "../tools/run-program.js";

const PROGRAMS = join(import.meta.dirname, "programs");
const RUNS = 4000;

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
    const order = {
      kind: "read",
      root,
      patterns: null,
      directories: directories.join("\0"),
      links: "\0".repeat(RUNS - 1),
    } as const;
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
});
