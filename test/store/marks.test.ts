import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRoot } from "../../src/store/create-root.js";
import type { RootLayout } from "../../src/store/layout.js";
import { addMark, listMarked, listMarks, removeMark } from "../../src/store/marks.js";
import type { RunLocation } from "../../src/store/run-location.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const RUN = "000001-2026-11-21-10-00-00";

function rootWithRun(folder: string): { layout: RootLayout; run: RunLocation } {
  const layout = createRoot(join(folder, "exman"));
  const directory = join(layout.runs, RUN);
  mkdirSync(directory);
  return { layout, run: { directory, folder: "runs" } };
}

const ignoreProblem = (): void => {};

function markError(message: string | RegExp): unknown {
  return expect.objectContaining({ code: "MARK", message: expect.stringMatching(message) });
}

/** All that can be done with a key. */
const ACTIONS = [
  ["addMark", (layout, key, run) => addMark(layout, key, run)],
  ["removeMark", (layout, key, run) => removeMark(layout, key, [run])],
  ["listMarked", (layout, key) => listMarked(layout, key, ignoreProblem)],
] as const satisfies readonly [
  string,
  (layout: RootLayout, key: string, run: RunLocation) => unknown,
][];

describe.each(ACTIONS)("%s", (_, act) => {
  it.each(["away", "away/deep", "paper/away"])(
    "refuses the key %s that a link leads out of the root, and touches nothing there",
    (key) => {
      const folder = temporaryFolder();
      const { layout, run } = rootWithRun(folder);
      const outside = join(folder, "outside");
      mkdirSync(join(outside, "deep"), { recursive: true });
      mkdirSync(join(layout.marked, "paper"));
      for (const link of ["away", join("paper", "away")])
        symlinkSync(outside, join(layout.marked, link));
      expect(() => act(layout, key, run)).toThrow(markError(/away is a link, not a folder; use/));
      expect(readdirSync(outside, { recursive: true })).toEqual(["deep"]);
    },
  );

  it.each(["file", "file/deep"])("refuses the key %s in place of a file", (key) => {
    const { layout, run } = rootWithRun(temporaryFolder());
    writeFileSync(join(layout.marked, "file"), "");
    expect(() => act(layout, key, run)).toThrow(markError(/file is a file, not a folder; use/));
  });

  it.each(["", "..", "a/../b", ".hidden", "a//b", "/a", `a/${RUN}`, "a\0b"])(
    "refuses the key %j",
    (key) => {
      const { layout, run } = rootWithRun(temporaryFolder());
      expect(() => act(layout, key, run)).toThrow(markError(/cannot be a mark; use names such/));
    },
  );
});

describe("marks", () => {
  it("says in a sentence what the system refuses", () => {
    const { layout, run } = rootWithRun(temporaryFolder());
    const key = "x".repeat(300); // longer than a name may be
    expect(() => addMark(layout, key, run)).toThrow(markError(/ENAMETOOLONG/));
  });

  it("takes a key with a slash at its end, as exman does", () => {
    const { layout, run } = rootWithRun(temporaryFolder());
    addMark(layout, "paper/figure-2/", run);
    expect(listMarks(layout)).toEqual(["paper/figure-2"]);
    expect(listMarked(layout, "paper/", ignoreProblem)).toEqual([run]);
    expect(removeMark(layout, "paper/figure-2/", [run])).toEqual([]);
    expect(() => addMark(layout, "paper//", run)).toThrow(markError(/cannot be a mark/));
  });

  it("takes a dangling link for no folder", () => {
    const { layout, run } = rootWithRun(temporaryFolder());
    symlinkSync("nowhere", join(layout.marked, "away"));
    expect(() => addMark(layout, "away", run)).toThrow(markError(/away is a link/));
  });

  it.runIf(process.platform !== "win32")("lists, reads and removes a key with a backslash", () => {
    const { layout, run } = rootWithRun(temporaryFolder());
    addMark(layout, "a\\b", run);
    expect(listMarks(layout)).toEqual(["a\\b"]);
    expect(listMarked(layout, "a\\b", ignoreProblem)).toEqual([run]);
    expect(removeMark(layout, "a\\b", [run])).toEqual([]);
    expect(readdirSync(layout.marked)).toEqual([]);
  });
});
