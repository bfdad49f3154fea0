import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { rootLayout, type RootLayout } from "../../src/store/layout.js";
import { addMark } from "../../src/store/marks.js";
import { listLinks } from "../../src/store/run-links.js";
import type { RunLocation } from "../../src/store/run-location.js";
import {
  emptyTrash,
  listTrash,
  restoreRun,
  trashRun,
  type TrashedRun,
} from "../../src/store/trash.js";
import { addRun, makeRoot, runName } from "../tools/many-runs.js";
import { folderOnOtherDisk, temporaryFolder } from "../tools/temporary-folder.js";

const RUN = runName(1);

/** A root with two runs, both marked. */
function rootWithRuns(): { layout: RootLayout; run: RunLocation } {
  const layout = rootLayout(makeRoot(join(temporaryFolder(), "exman")));
  const runs = [1, 2].map((id) => ({
    directory: addRun(layout.root, id),
    folder: "runs" as const,
  }));
  for (const run of runs) for (const key of ["best", "paper/figure-2"]) addMark(layout, key, run);
  mkdirSync(layout.cache);
  return { layout, run: runs[0]! };
}

function trash(layout: RootLayout, run: RunLocation): TrashedRun {
  return trashRun(layout, run, listLinks(layout).get(basename(run.directory)) ?? []);
}

/** Every file and link of a root by its path, with what it holds or where it leads; `.ceteris/` left out. */
function contentOf(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const seen = paths.filter((path) => !path.startsWith(".ceteris"));
  return Object.fromEntries(seen.map((path) => [path, valueOf(join(root, path))]));
}

function valueOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  return stats.isDirectory() ? "folder" : readFileSync(path, "utf8");
}

function runError(message: RegExp): unknown {
  return expect.objectContaining({ code: "RUN", message: expect.stringMatching(message) });
}

describe("a run in the trash", () => {
  it("has left the root with all of its links, and comes back as it was", () => {
    const { layout, run } = rootWithRuns();
    const before = contentOf(layout.root);
    const trashed = trash(layout, run);
    const left = contentOf(layout.root);
    expect(Object.keys(left).filter((path) => path.includes(RUN))).toEqual([]);
    expect(Object.keys(before).filter((path) => !path.includes(RUN))).toEqual(Object.keys(left));
    expect(listTrash(layout)).toEqual([trashed]);
    expect(trashed).toMatchObject({
      folder: "runs",
      listed: true,
      marks: ["best", "paper/figure-2"],
    });
    expect(readdirSync(trashed.directory).sort()).toEqual(["params.yaml", "statistics.jsonl"]);

    restoreRun(layout, trashed);
    expect(contentOf(layout.root)).toEqual(before);
    expect(listTrash(layout)).toEqual([]);
  });

  it("takes with it links of other names, to its params too, and files that were links", () => {
    const { layout, run } = rootWithRuns();
    symlinkSync(`../../runs/${RUN}`, join(layout.marked, "best/favourite"));
    symlinkSync(`../../index/${RUN}.yaml`, join(layout.marked, "best", `${RUN}.yaml`));
    symlinkSync(join(run.directory, "params.yaml"), join(layout.index, "first.yaml"));
    const link = join(layout.index, `${RUN}.yaml`);
    unlinkSync(link);
    writeFileSync(link, "lr: 0.1\n"); // what a copy without links leaves
    const { marks } = trash(layout, run);
    expect(marks).toEqual(["best", "paper/figure-2"]);
    expect(readdirSync(layout.index)).toEqual([`${runName(2)}.yaml`]);
    expect(readdirSync(join(layout.marked, "best"))).toEqual([runName(2)]);
  });

  it("comes back where its links dangle, as after a kill between the move and their removal", () => {
    const { layout, run } = rootWithRuns();
    const before = contentOf(layout.root);
    const trashed = trash(layout, run);
    symlinkSync(`../runs/${RUN}/params.yaml`, join(layout.index, `${RUN}.yaml`));
    symlinkSync(`../../runs/${RUN}`, join(layout.marked, "best", RUN));
    restoreRun(layout, trashed);
    expect(contentOf(layout.root)).toEqual(before);
  });

  it("leaves no empty mark behind, and makes it anew", () => {
    const { layout, run } = rootWithRuns();
    addMark(layout, "only/this", run);
    const trashed = trash(layout, run);
    expect(readdirSync(layout.marked).sort()).toEqual(["best", "paper"]);
    restoreRun(layout, trashed);
    expect(readlinkSync(join(layout.marked, "only/this", RUN))).toBe(`../../../runs/${RUN}`);
  });

  it("goes there from another disk and back, whole or not at all", () => {
    const { layout, run } = rootWithRuns();
    const other = folderOnOtherDisk();
    for (const name of readdirSync(layout.runs))
      execFileSync("mv", [join(layout.runs, name), other]);
    rmSync(layout.runs, { recursive: true });
    symlinkSync(other, layout.runs);
    const before = contentOf(layout.root);
    const trashed = trash(layout, run);
    expect(readdirSync(other)).toEqual([runName(2)]);
    restoreRun(layout, trashed);
    expect(contentOf(layout.root)).toEqual(before);
    expect(readdirSync(other).sort()).toEqual([RUN, runName(2)]);
  });

  it("is not there where it cannot be copied from another disk, and stays listed", () => {
    const { layout } = rootWithRuns();
    const directory = join(folderOnOtherDisk(), RUN);
    mkdirSync(directory);
    execFileSync("mkfifo", [join(directory, "pipe")]); // which Node does not copy
    expect(() => trash(layout, { directory, folder: "runs" })).toThrow(
      runError(/^000001-.* cannot be moved to the trash: .*pipe/),
    );
    expect(readdirSync(directory)).toEqual(["pipe"]);
    expect(readdirSync(join(layout.cache, "trash"))).toEqual([]);
    expect(existsSync(join(layout.index, `${RUN}.yaml`))).toBe(true);
  });

  it("that is a link goes as a link: what it leads to stays, also when the trash is emptied", () => {
    const { layout } = rootWithRuns();
    const outside = join(layout.root, "..", "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "params.yaml"), "lr: 0.1\n");
    const directory = join(layout.runs, runName(3));
    symlinkSync("../../outside", directory);
    const run = { directory, folder: "runs" } as const;
    restoreRun(layout, trash(layout, run));
    expect(readFileSync(join(directory, "params.yaml"), "utf8")).toBe("lr: 0.1\n");
    trash(layout, run);
    emptyTrash(layout);
    expect(existsSync(directory)).toBe(false);
    expect(readdirSync(outside)).toEqual(["params.yaml"]);
  });

  it("does not come back over another run", () => {
    const { layout, run } = rootWithRuns();
    const trashed = trash(layout, run);
    mkdirSync(run.directory);
    expect(() => restoreRun(layout, trashed)).toThrow(
      runError(/cannot be restored: .* is there; move/),
    );
    expect(listTrash(layout)).toEqual([trashed]);
    expect(existsSync(join(layout.index, `${RUN}.yaml`))).toBe(false);
  });
});

describe("the trash", () => {
  it("lists what came there first to last, and nothing that lacks its note", () => {
    const { layout, run } = rootWithRuns();
    const second = { directory: join(layout.runs, runName(2)), folder: "runs" } as const;
    trashRun(layout, second, [], new Date("2026-11-21T10:00:01Z"));
    trashRun(layout, run, [], new Date("2026-11-21T10:00:02Z"));
    const names = (): string[] => listTrash(layout).map(({ directory }) => basename(directory));
    expect(names()).toEqual([runName(2), RUN]);
    const note = join(listTrash(layout)[0]!.directory, "../trash.json");
    for (const text of ["", "{}", '{ "folder": "..", "marks": [] }', '{ "folder": "runs" }']) {
      writeFileSync(note, text);
      expect(names()).toEqual([RUN]);
    }
    emptyTrash(layout);
    expect(listTrash(layout)).toEqual([]);
    expect(readdirSync(layout.cache)).toEqual([".gitignore"]);
  });

  it("is not followed where it is a link", () => {
    const { layout, run } = rootWithRuns();
    const outside = join(layout.root, "..", "outside");
    mkdirSync(join(outside, "kept"), { recursive: true });
    symlinkSync(outside, join(layout.cache, "trash"));
    const isLink = runError(/trash is a link, not a folder; take it away\.$/);
    expect(() => trash(layout, run)).toThrow(isLink);
    expect(() => emptyTrash(layout)).toThrow(isLink);
    expect(readdirSync(outside)).toEqual(["kept"]);
    expect(existsSync(run.directory)).toBe(true);
  });
});
