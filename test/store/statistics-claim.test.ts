import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { claimStatistics, statisticsPath } from "../../src/store/statistics-claim.js";
import { statisticsFiles } from "../../src/store/statistics-files.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

describe("claimStatistics", () => {
  it("gives each writer of an attempt a file of its own, which loading reads", () => {
    const directory = temporaryFolder();
    const claimed = [1, 1, 2, 1, 2, 2].map((attempt) => claimStatistics(directory, attempt));
    expect(claimed).toEqual([
      "statistics.jsonl",
      "statistics.1.2.jsonl",
      "statistics.2.jsonl",
      "statistics.1.3.jsonl",
      "statistics.2.2.jsonl",
      "statistics.2.3.jsonl",
    ]);
    expect(statisticsFiles(readdirSync(directory))).toHaveLength(6);
  });
});

describe("statisticsPath", () => {
  it("takes the name of a writer that has one, and finds a run that has failed since", () => {
    const root = temporaryFolder();
    const directory = join(root, "runs", "x");
    mkdirSync(directory, { recursive: true });
    mkdirSync(join(root, "fails"));
    expect(statisticsPath(directory, 2, "scalars")).toBe(
      join(directory, "statistics.2.scalars.jsonl"),
    );
    renameSync(directory, join(root, "fails", "x"));
    expect(statisticsPath(directory, 1)).toBe(join(root, "fails", "x", "statistics.jsonl"));
  });
});
