import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRoot } from "../../src/store/create-root.js";
import { createRun } from "../../src/store/create-run.js";
import { moveToFails } from "../../src/store/fail-run.js";
import type { RootLayout } from "../../src/store/layout.js";
import { addMark } from "../../src/store/marks.js";
import { listFolder, listIndex } from "../../src/store/run-location.js";
import { folderOnOtherDisk, temporaryFolder } from "../tools/temporary-folder.js";

function newRun(layout: RootLayout): string {
  const time = new Date();
  const started = time.toISOString();
  const attempts = [{ started, status: "running" }] as const;
  const file = { schema: 1, status: "running", attempts } as const;
  return createRun(layout, { params: { lr: 1 }, file, time }).directory;
}

const ignoreProblem = (): void => {};

describe("moveToFails", () => {
  it("leaves a run that cannot be moved in the listing and in its marks", () => {
    const layout = createRoot(join(temporaryFolder(), "exman"));
    const directory = newRun(layout);
    const run = { directory, folder: "runs" } as const;
    addMark(layout, "best", run);
    rmSync(layout.fails, { recursive: true });
    expect(() => moveToFails(layout, directory)).toThrow(/ENOENT/);
    expect(listIndex(layout, ignoreProblem)).toEqual([run]);
    expect(readdirSync(join(layout.marked, "best"))).toEqual([basename(directory)]);
  });

  it("moves a run whose links cannot be removed, and removes the others", () => {
    const layout = createRoot(join(temporaryFolder(), "exman"));
    const directory = newRun(layout);
    const link = join(layout.index, `${basename(directory)}.yaml`);
    rmSync(link);
    mkdirSync(link); // which cannot be removed as a link
    addMark(layout, "best", { directory, folder: "runs" });
    const failed = moveToFails(layout, directory);
    expect(failed).toBe(join(layout.fails, basename(directory)));
    expect(listFolder(layout, "fails")).toEqual([{ directory: failed, folder: "fails" }]);
    expect(readdirSync(layout.marked)).toEqual([]);
  });

  it("moves a run with all that is in it to another disk", () => {
    const layout = createRoot(join(temporaryFolder(), "exman"));
    const directory = newRun(layout);
    mkdirSync(join(directory, "checkpoints"));
    writeFileSync(join(directory, "checkpoints", "last"), "weights");
    symlinkSync("checkpoints/last", join(directory, "best"));
    const other = folderOnOtherDisk();
    rmSync(layout.fails, { recursive: true });
    symlinkSync(other, layout.fails);
    const failed = moveToFails(layout, directory);
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(other)).toEqual([basename(directory)]);
    expect(readFileSync(join(failed, "best"), "utf8")).toBe("weights");
    expect(readdirSync(layout.index)).toEqual([]);
  });
});
