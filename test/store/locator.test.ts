import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rootLayout, type RootLayout } from "../../src/store/layout.js";
import { entriesOf, listFolder, listIndex, Locator } from "../../src/store/run-location.js";
import { folderOnOtherDisk, temporaryFolder } from "../tools/temporary-folder.js";

const runName = (id: number): string => `${String(id).padStart(6, "0")}-2026-11-21-10-00-00`;

function newRoot(runs: number): RootLayout {
  const layout = rootLayout(join(temporaryFolder(), "root"));
  for (const folder of ["runs", "index", "marked", "fails", "tmp"] as const)
    mkdirSync(layout[folder], { recursive: true });
  for (let id = 1; id <= runs; id += 1) {
    mkdirSync(join(layout.runs, runName(id)));
    writeFileSync(join(layout.runs, runName(id), "params.yaml"), "a: 1\n");
  }
  return layout;
}

/** Where a link of this spelling leads, and what is reported. */
function follow(layout: RootLayout, folder: string, target: string): unknown {
  mkdirSync(folder, { recursive: true });
  symlinkSync(target, join(folder, "link"));
  const problems: string[] = [];
  const entry = readdirSync(folder, { withFileTypes: true }).find(({ name }) => name === "link")!;
  const found = new Locator(layout).resolve(folder, entry, (_, kind) => problems.push(kind));
  return found ?? problems;
}

describe("Locator", () => {
  const RUN = runName(1);

  it.each<[string, string, string]>([
    ["exman's index", "index", `../runs/${RUN}/params.yaml`],
    ["exman's marks", "marked/best", `../../runs/${RUN}`],
    ["nested marks", "marked/paper/figure-1", `../../../runs/${RUN}`],
    ["marks of params", "marked/best", `../../runs/${RUN}/params.yaml`],
    ["marks of the index", "marked/best", `../../index/${RUN}.yaml`],
    ["ways about", "index", `../runs/../runs/./${RUN}/params.yaml`],
  ])("follows links of %s", (_, folder, target) => {
    const layout = newRoot(1);
    const directory = join(layout.runs, RUN);
    symlinkSync(`../runs/${RUN}/params.yaml`, join(layout.index, `${RUN}.yaml`));
    expect(follow(layout, join(layout.root, folder), target)).toEqual({
      directory,
      folder: "runs",
    });
  });

  it.each<[string, string, string]>([
    ["runs on another disk", "other", "link-outside-root"],
    ["a loop", RUN, "link-loop"],
    ["nothing", "gone", "dangling-link"],
  ])("does not follow %s by the name of a link that a copy lost", (_, target, kind) => {
    const layout = newRoot(0);
    const elsewhere = join(folderOnOtherDisk(), RUN);
    mkdirSync(elsewhere, { recursive: true });
    writeFileSync(join(elsewhere, "params.yaml"), "lr: 666\n");
    symlinkSync(target === "other" ? elsewhere : target, join(layout.runs, RUN));
    writeFileSync(join(layout.index, `${RUN}.yaml`), "lr: 666\n");
    const problems: string[] = [];
    expect(listIndex(layout, (_path, found) => problems.push(found))).toEqual([]);
    expect(problems).toEqual([kind]);
  });

  it("does not take a folder of marks, or of runs, for a run", () => {
    const layout = newRoot(1);
    const best = join(layout.marked, "best");
    expect(follow(layout, join(best, "sub"), "..")).toEqual(["not-a-run"]);
    expect(follow(layout, best, "../../runs")).toEqual(["not-a-run"]);
  });

  it("knows runs that failed, and temporary ones", () => {
    const layout = newRoot(0);
    for (const folder of ["fails", "tmp"] as const) {
      mkdirSync(join(layout[folder], RUN));
      const marked = join(layout.marked, folder);
      const directory = join(layout[folder], RUN);
      expect(follow(layout, marked, `../../${folder}/${RUN}`)).toEqual({ directory, folder });
    }
  });

  it("takes an absolute link by the path that the root was opened by", () => {
    const layout = newRoot(1);
    symlinkSync(layout.root, `${layout.root}-2`);
    const directory = join(layout.runs, RUN);
    const found = follow(layout, layout.index, join(`${layout.root}-2`, "runs", RUN));
    expect(found).toEqual({ directory, folder: "runs" });
  });

  it("takes runs of a folder that is a link to another disk", () => {
    const layout = rootLayout(join(temporaryFolder(), "root"));
    const disk = folderOnOtherDisk();
    mkdirSync(join(disk, RUN));
    mkdirSync(layout.index, { recursive: true });
    symlinkSync(disk, layout.runs);
    const found = follow(layout, layout.index, `../runs/${RUN}/params.yaml`);
    expect(found).toEqual({ directory: join(layout.runs, RUN), folder: "runs" });
  });

  it.each<[string, string, string]>([
    ["to nothing", "../runs/000009-2026-11-21-10-00-00/params.yaml", "dangling-link"],
    ["to themselves", "link", "link-loop"],
    ["to a directory outside", "../../outside", "link-outside-root"],
    ["to nothing outside", "/nowhere/at/all", "link-outside-root"],
    [
      "to a run that is itself a link out",
      "../runs/000002-2026-11-21-10-00-00",
      "link-outside-root",
    ],
    ["to a file", "../runs/notes.txt", "not-a-run"],
    ["past a run, and out", `../runs/${RUN}/../../../outside/params.yaml`, "link-outside-root"],
  ])("refuses links %s", (_, target, kind) => {
    const layout = newRoot(1);
    const outside = join(layout.root, "../outside");
    mkdirSync(outside);
    writeFileSync(join(layout.runs, "notes.txt"), "");
    symlinkSync(outside, join(layout.runs, "000002-2026-11-21-10-00-00"));
    expect(follow(layout, layout.index, target)).toEqual([kind]);
  });

  it("finds the same for many links as for one, in the order of their names", () => {
    const layout = newRoot(450);
    for (let id = 1; id <= 450; id += 1)
      symlinkSync(`../runs/${runName(id)}/params.yaml`, join(layout.index, `${runName(id)}.yaml`));
    symlinkSync("../runs/gone", join(layout.index, "999999-2026-11-21-10-00-00.yaml"));
    const problems: string[] = [];
    const found = listIndex(layout, (_, kind) => problems.push(kind));
    expect(found).toEqual(
      Array.from({ length: 450 }, (_, index) => ({
        directory: join(layout.runs, runName(index + 1)),
        folder: "runs",
      })),
    );
    expect(problems).toEqual(["dangling-link"]);
  });
});

describe("entriesOf", () => {
  it("has none of a folder that is absent, and reports one that is no folder", () => {
    const layout = newRoot(0);
    writeFileSync(join(layout.root, "file"), "");
    expect(entriesOf(join(layout.root, "absent"))).toEqual([]);
    const kinds: string[] = [];
    expect(entriesOf(join(layout.root, "file"), (_, kind) => kinds.push(kind))).toEqual([]);
    expect(kinds).toEqual(["unreadable"]);
    expect(() => entriesOf(join(layout.root, "file"))).toThrow("ENOTDIR");
  });
});

describe("listFolder", () => {
  it("has the directories that are named as runs", () => {
    const layout = newRoot(2);
    mkdirSync(join(layout.runs, "notes"));
    mkdirSync(join(layout.runs, ".new-123"));
    writeFileSync(join(layout.runs, runName(3)), "");
    expect(listFolder(layout, "runs").map(({ directory }) => directory)).toEqual([
      join(layout.runs, runName(1)),
      join(layout.runs, runName(2)),
    ]);
  });
});
