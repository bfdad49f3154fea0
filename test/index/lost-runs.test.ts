import { renameSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RootMemory } from "../../src/index/cache/root-memory.js";
import { SegmentReader } from "../../src/index/load/segment-reader.js";
import { Index } from "../../src/index/run-index.js";
import { addRows, addRun, range, runName } from "../tools/many-runs.js";
import { everythingOf, uncached } from "./everything.js";
import { settledRoot } from "./settled-root.js";

const TMP = { tmp: true };

/** Adds a run to `tmp/`, to which no link leads. */
function addTemporary(root: string, id: number): string {
  const directory = join(root, "tmp", runName(id));
  renameSync(addRun(root, id), directory);
  unlinkSync(join(root, "index", `${runName(id)}.yaml`));
  return directory;
}

/** So much changes that the next load writes the cache. */
function changeAll(root: string): void {
  for (const id of range(1, 70)) addRows(join(root, "runs", runName(id)), id, 2, 1);
}

describe("a run that is taken away while a load goes on", () => {
  it("is told of, and neither shown nor remembered, here or in the cache", async () => {
    const root = await settledRoot();
    const directory = addTemporary(root, 71);
    const index = new Index(root);
    await index.info(undefined, TMP);
    changeAll(root);
    addRows(directory, 71, 2, 1);
    const loading = index.info(undefined, TMP);
    rmSync(directory, { recursive: true }); // it was listed and compared, and is not read yet
    expect((await loading).array("id")).toEqual(range(1, 70));
    expect(index.problems).toMatchObject([{ path: directory, kind: "unreadable" }]);
    expect(await everythingOf(index)).toEqual(await uncached(root));
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
  });

  it("is shown again when it comes back as it was", async () => {
    const root = await settledRoot();
    const directory = addTemporary(root, 71);
    const index = new Index(root);
    await index.info(undefined, TMP);
    changeAll(root);
    const loading = index.info(undefined, TMP);
    renameSync(directory, `${root}-aside`);
    await loading;
    expect((await index.info(undefined, TMP)).array("id")).toEqual(range(1, 70));
    renameSync(`${root}-aside`, directory);
    expect((await index.info(undefined, TMP)).array("id")).toEqual(range(1, 71));
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
  });

  // One run may be wanted for two marks, and be taken away after it was read for the first.
  it("is forgotten although it could be read once", async () => {
    const root = await settledRoot();
    const reader = new SegmentReader(root, null);
    const [kept, lost] = [1, 2].map((id) => join("runs", runName(id))) as [string, string];
    for (const directory of [kept, lost]) reader.read(directory, "");
    rmSync(join(root, lost), { recursive: true });
    reader.read(lost, "");
    const result = reader.finish();
    const memory = new RootMemory(root, null);
    memory.add([result.segment!], result.lost);
    expect(memory.known.find(kept)).toBeDefined();
    expect(memory.known.find(lost)).toBeUndefined();
  });
});
