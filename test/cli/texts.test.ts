import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { marksText } from "../../src/cli/marks-text.js";
import { telling } from "../../src/cli/run-columns.js";
import { runsText } from "../../src/cli/runs-text.js";
import { Index } from "../../src/index/run-index.js";
import { addRun, addRuns, makeRoot } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

describe("a list of runs", () => {
  it("has no column for a statistic that none of them has", async () => {
    const root = makeRoot(join(temporaryFolder(), "exman"));
    addRuns(root, [1, 2], 0);
    addRun(root, 3);
    const index = new Index(root, { cache: false });
    await index.mark("early", [1, 2]);
    const all = await index.info();
    expect(telling(all)).toEqual(expect.arrayContaining(["loss", "accuracy"]));
    const early = all.filter("d => d.id < 3");
    for (const runs of [await index.info("early"), early]) {
      expect(telling(runs)).toEqual(["id", "hidden", "lr", "optimizer", "seed"]);
      expect(runsText(runs, telling(runs), 80)).not.toMatch(/loss|accuracy/);
    }
    expect(runsText(early, ["id", "loss"], 80)).toMatch(/^id +loss\n 1 +–\n 2 +–\n/);
  });
});

describe("marks", () => {
  it("stand in two columns, whole, with the last digits of their numbers below each other", () => {
    const long = `paper/${"figure-".repeat(12)}1`;
    expect(
      marksText([
        { mark: "best", runs: 104 },
        { mark: "日本", runs: 1 },
      ]),
    ).toBe("best  104 runs\n日本    1 run\n");
    expect(marksText([{ mark: long, runs: 2 }])).toBe(`${long}  2 runs\n`);
  });
});
