import { appendFileSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { addRun, addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { everythingOf, uncached } from "./everything.js";
import { settledRoot } from "./settled-root.js";

/** Runs whose reading takes some turns of the event loop. */
function slowRoot(): string {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  addRuns(root, range(1, 200), 400);
  return root;
}

describe("loads of one index at the same time", () => {
  it("give the same as one after the other", async () => {
    const root = slowRoot();
    const index = new Index(root);
    const [runs, again, samples] = await Promise.all([
      index.info(),
      index.info(),
      index.statistics(["loss"]),
    ]);
    expect(runs.objects()).toEqual(again.objects());
    expect([runs.numRows(), samples.numRows()]).toEqual([200, 200 * 400]);
    expect(await everythingOf(index)).toEqual(await uncached(root));
  });

  it("are not in each other's way where a run is taken away meanwhile", async () => {
    const root = slowRoot();
    const directory = join(root, "tmp", runName(901));
    mkdirSync(directory);
    appendFileSync(join(directory, "params.yaml"), "id: 901\n");
    mkdirSync(join(root, "marked", "m"));
    symlinkSync(join("..", "..", "tmp", runName(901)), join(root, "marked", "m", runName(901)));
    const index = new Index(root, { cache: false });
    await index.info(undefined, { tmp: true });
    for (const id of range(1, 200))
      appendFileSync(join(root, "runs", runName(id), "params.yaml"), "y: 2\n");
    appendFileSync(join(directory, "params.yaml"), "z: 1\n");
    const all = index.info(undefined, { tmp: true });
    const marked = index.info("m");
    rmSync(directory, { recursive: true });
    expect((await all).numRows()).toBe(200);
    expect(index.problems).toMatchObject([{ path: directory, kind: "unreadable" }]);
    expect((await marked).numRows()).toBe(0);
    expect(index.problems).toMatchObject([{ kind: "dangling-link" }]);
  });

  it("do not fail with one that fails", async () => {
    const root = await settledRoot();
    const index = new Index(root);
    const [unknown, all] = await Promise.allSettled([index.info("bset"), index.info()]);
    expect(unknown).toMatchObject({ status: "rejected", reason: { code: "MARK" } });
    expect(all.status === "fulfilled" && all.value.numRows()).toBe(70);
  });

  it("lose one that is ended while it waits, at once", async () => {
    const index = new Index(slowRoot());
    const end = new AbortController();
    const order: string[] = [];
    const first = index.info().then(() => order.push("first"));
    const waiting = index.info(undefined, { signal: end.signal }).catch((error: unknown) => {
      order.push("waiting");
      return error;
    });
    const last = index.info().then((runs) => runs.numRows());
    end.abort();
    expect(await waiting).toBe(end.signal.reason);
    await first;
    expect(order).toEqual(["waiting", "first"]);
    expect(await last).toBe(200);
  });
});

describe("refresh while a load goes on", () => {
  it("takes no run out of it", async () => {
    const root = await settledRoot();
    const index = new Index(root);
    await index.info();
    const loading = index.info();
    await index.refresh();
    expect((await loading).numRows()).toBe(70);
    expect(index.problems).toEqual([]);
    addRun(root, 71);
    expect(await everythingOf(index)).toEqual(await uncached(root));
  });
});
