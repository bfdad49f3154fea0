import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { infoTable, rowsTable, runOf } from "./runs.js";

/** Two arms × two settings × four seeds; the value is the arm's, the setting's and the seed's share added up. */
const balanced = ["a", "b"].flatMap((arm, i) =>
  [1, 2].flatMap((lr) =>
    [0, 1, 2, 3].map((seed) => ({
      arm,
      lr,
      seed,
      acc: 10 * i + lr + seed * (i + 1),
      status: "completed",
    })),
  ),
);

describe("over the mean", () => {
  it("averages each seed over the settings", () => {
    const { cells } = compare(rowsTable(balanced), "acc ~ arm", { over: "mean" });
    // By hand: a = 1.5 + mean(0, 1, 2, 3) = 3; b = 11.5 + mean(0, 2, 4, 6) = 14.5.
    expect(cells.map(({ n, estimate }) => [n, estimate])).toEqual([
      [4, 3],
      [4, 14.5],
    ]);
  });

  it("leaves a seed out that lacks one of the settings: its mean would be over other settings", () => {
    const table = rowsTable(
      balanced.map((row, i) => (i === 0 ? { ...row, status: "failed" } : row)),
    );
    const { cells } = compare(table, "acc ~ arm", { over: "mean" });
    // Seed 0 of arm a failed at lr 1: left are 1.5 + mean(1, 2, 3) = 3.5.
    expect(cells.map(({ n, failed, estimate }) => [n, failed, estimate])).toEqual([
      [3, 1, 3.5],
      [4, 0, 14.5],
    ]);
  });

  it("leaves out seeds that were not run at every setting, which did not fail", () => {
    const table = rowsTable(
      balanced.filter(({ arm, lr, seed }) => !(arm === "b" && lr === 1 && seed > 1)),
    );
    const { cells, contrasts, summary, warnings } = compare(table, "acc ~ arm", { over: "mean" });
    // By hand: b at seeds 0 and 1 is 11.5 + mean(0, 2) = 12.5.
    expect(cells.map(({ n, failed, estimate }) => [n, failed, estimate])).toEqual([
      [4, 0, 3],
      [2, 0, 12.5],
    ]);
    expect(contrasts.array("n")).toEqual([2]);
    expect(warnings).toContain(
      "Left out, as a level was not run there at every setting of lr: 2 seeds.",
    );
    expect(warnings.join() + summary).not.toContain("failed");
  });

  it("says so where no seed was run at every setting", () => {
    const table = rowsTable(balanced.map((row, id) => ({ ...row, seed: id })));
    expect(() => compare(table, "acc ~ arm", { over: "mean" })).toThrow(
      "No seed was run at every setting of lr (1, 2), so there is no mean within each",
    );
  });

  it("leaves out settings that one level was not tried at, and names levels that stand in the way", () => {
    const odd = { arm: "b", lr: 3, seed: 0, acc: 99, status: "completed" };
    const { design, warnings } = compare(rowsTable([...balanced, odd]), "acc ~ arm", {
      over: "mean",
    });
    expect(design.averagedOver).toEqual([
      "mean over lr (1, 2), equal weights, without 1 run at other settings",
    ]);
    expect(warnings.join(" ")).toContain("The mean leaves out 1 run");
    const lone = [0, 1].map((seed) => ({ arm: "c", lr: 9, seed, acc: 1, status: "completed" }));
    expect(() => compare(rowsTable([...balanced, ...lone]), "acc ~ arm", { over: "mean" })).toThrow(
      "leave out the level c, which was tried at few settings",
    );
  });
});

describe("over the best", () => {
  it("chooses among settings with two values or more, so that one lucky run does not win", () => {
    const lucky = { arm: "a", lr: 7, seed: 0, acc: 1000, status: "completed" };
    const { cells, design, warnings } = compare(rowsTable([...balanced, lucky]), "acc ~ arm", {
      over: "best",
    });
    expect(cells.map(({ estimate }) => estimate)).toEqual([3.5, 15]); // lr 2 for both, by hand
    expect(design.averagedOver[0]).toBe(
      "best lr of each level (a 2; b 2), chosen on these same runs",
    );
    expect(warnings).toContain(
      "Settings of lr with fewer than 2 values were not considered for the best: a 7.",
    );
  });

  it("takes the best setting, not the one with the most runs, and says what it lacks", () => {
    const fewer = balanced.filter((row) => !(row.arm === "b" && row.lr === 2 && row.seed === 3));
    const { cells, design, warnings } = compare(rowsTable(fewer), "acc ~ arm", { over: "best" });
    // By hand: b is 12 + mean(0, 2, 4) = 14 at lr 2, and 11 + mean(0, 2, 4, 6) = 14 at lr 1, which goes first.
    expect(design.averagedOver[0]).toContain("(a 2; b 1)");
    expect(cells.map(({ estimate }) => estimate)).toEqual([3.5, 14]);
    expect(warnings.join()).not.toContain("owe its rank");
    const higher = fewer.map((row) => (row.lr === 2 ? { ...row, acc: row.acc + 0.9 } : row));
    const found = compare(rowsTable(higher), "acc ~ arm", { over: "best" });
    expect(found.design.averagedOver[0]).toContain("(a 2; b 2)");
    expect(found.warnings).toContain(
      "The best lr (b 2) has 3 values where another has 4, so it may owe its rank to the runs that it lacks.",
    );
    const failed = higher.map((row, i) => (i === 4 ? { ...row, status: "failed" } : row));
    expect(compare(rowsTable(failed), "acc ~ arm", { over: "best" }).warnings).toContain(
      "The best lr (a 2) has 3 values where another has 4 and 1 failed run, so it may owe its rank to the runs that it lacks.",
    );
  });
});

describe("at a setting", () => {
  it("says which", () => {
    const { design } = compare(rowsTable(balanced), "acc ~ arm", { over: { lr: 2 } });
    expect(design.averagedOver).toEqual(["one at lr 2"]);
  });
});

describe("final", () => {
  const run = (id: number, arm: string, epochs: number, ran: number, status?: string) =>
    runOf(
      id,
      { arm, epochs, seed: id % 4 },
      { acc: Array.from({ length: ran }, (_, i) => i) },
      status,
    );

  it("goes by what each run was planned for", () => {
    const table = infoTable(
      ...[0, 1, 2].map((id) => run(id, "a", 5, 5)),
      ...[4, 5, 6].map((id) => run(id, "b", 5, 5)),
      ...[8, 9, 10].map((id) => run(id, "a", 10, 10)),
      ...[12, 13, 14].map((id) => run(id, "b", 10, id === 14 ? 3 : 10)),
    );
    const { cells } = compare(table, "final(acc) ~ arm | epochs");
    expect(cells.map(({ n, failed, estimate }) => [n, failed, estimate])).toEqual([
      [3, 0, 4],
      [3, 0, 4],
      [3, 0, 9],
      [2, 1, 9],
    ]);
  });

  it("does not let a failed run say how far the others had to go", () => {
    const table = infoTable(
      ...[0, 1, 2].map((id) => run(id, "a", 5, 5)),
      ...[4, 5, 6].map((id) => run(id, "b", 5, 5)),
      run(3, "a", 5, 6, "failed"),
    );
    expect(compare(table, "final(acc) ~ arm").cells.map(({ n }) => n)).toEqual([3, 3]);
  });
});

describe("the seeds that are needed", () => {
  it("are right for groups of unequal size", () => {
    // R: sd 1 in both groups, so two one-sided tests need 18 (power-tost.json), whatever the sizes were.
    const wave = (n: number): number[] =>
      Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1) * Math.sqrt((n - 1) / n));
    const rows = [
      ...wave(4).map((acc) => ({ arm: "a", acc })),
      ...wave(18).map((acc) => ({ arm: "b", acc: acc + 0.2 })),
    ];
    expect(compare(rowsTable(rows), "acc ~ arm", { margin: 1 }).summary).toContain(
      "about 18 runs per level",
    );
  });
});
