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

describe("over the mean, where panels were tried at unlike settings", () => {
  const run = (kind: string, arm: string, lr: number, seed: number) => ({
    kind,
    arm,
    lr,
    seed,
    acc: lr + seed,
    status: "completed",
  });
  /** Arms a and b: kind p at rates 1 and 2, kind q at rate 1; eight seeds. */
  const usual = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((seed) =>
    ["a", "b"].flatMap((arm) => [
      run("p", arm, 1, seed),
      run("p", arm, 2, seed),
      run("q", arm, 1, seed),
    ]),
  );

  it("says for each panel what was averaged", () => {
    const { design, cells } = compare(rowsTable(usual), "acc ~ arm | kind", { over: "mean" });
    expect(design.averagedOver).toEqual([
      "mean over lr (1, 2) at kind p and over lr (1) at kind q, equal weights",
    ]);
    // By hand: 1.5 and 1, plus the mean of 0 to 7.
    expect(cells.map(({ n, estimate }) => [n, estimate])).toEqual([
      [8, 5],
      [8, 5],
      [8, 4.5],
      [8, 4.5],
    ]);
    // A second factor is held, as facets are.
    expect(
      compare(rowsTable(usual), "acc ~ arm + kind", { over: "mean" }).design.averagedOver,
    ).toEqual(design.averagedOver);
    const more = usual.flatMap((row) => (row.kind === "q" ? [row, { ...row, kind: "r" }] : [row]));
    expect(
      compare(rowsTable(more), "acc ~ arm | kind", { over: "mean" }).design.averagedOver,
    ).toEqual(["mean over lr (1, 2) at kind p, else over lr (1), equal weights"]);
  });

  it("leaves out a level of few runs that would empty its panel, and names and counts it", () => {
    const odd = run("p", "c", 9, 0);
    const { design, cells, warnings } = compare(rowsTable([...usual, odd]), "acc ~ arm | kind", {
      over: "mean",
    });
    const sentence = "Left out, as tried at few settings of lr: c at kind p (1 run).";
    expect(design.omitted).toEqual([sentence]);
    expect(warnings).toContain(sentence);
    expect(design.factors[0]!.levels).toEqual(["a", "b"]);
    expect(cells.map(({ n }) => n)).toEqual([8, 8, 8, 8]);
  });

  it("leaves out one run's note with its level, so that it is no setting any more", () => {
    const rows = usual.filter(({ kind }) => kind === "p").map((row) => ({ ...row, note: "" }));
    const odd = { ...run("p", "c", 1, 0), note: "first try" };
    const { design } = compare(rowsTable([...rows, odd]), "acc ~ arm", { over: "mean" });
    expect(design.averagedOver).toEqual(["mean over lr (1, 2), equal weights"]);
    expect(design.omitted).toEqual([
      "Left out, as tried at few settings of lr and note: c (1 run).",
    ]);
  });

  it("names the panel that has nothing in common, where no level is to blame", () => {
    const apart = usual.map((row) =>
      row.kind === "q" && row.arm === "b" ? { ...row, lr: 2 } : row,
    );
    const { design, cells } = compare(rowsTable(apart), "acc ~ arm | kind", { over: "mean" });
    expect(design.omitted).toEqual([
      "No setting of lr was tried with every level at kind q, so nothing is shown there.",
    ]);
    expect(design.uncommon).toEqual([["q"]]);
    expect(cells.map(({ facets }) => facets)).toEqual([["p"], ["p"]]);
  });

  it("is not restricted by a level of which every run failed, whose seeds count as failed", () => {
    const failed = [0, 1, 2].map((seed) => ({ ...run("p", "c", 2, seed), status: "failed" }));
    const { design, cells, failures } = compare(
      rowsTable([...usual.filter(({ kind }) => kind === "p"), ...failed]),
      "acc ~ arm",
      { over: "mean" },
    );
    expect(design.averagedOver).toEqual(["mean over lr (1, 2), equal weights"]);
    expect(cells.map(({ n, failed: lost }) => [n, lost])).toEqual([
      [8, 0],
      [8, 0],
      [0, 3],
    ]);
    expect(failures.map(({ levels, block, ids }) => [levels[0], block, ids.length])).toEqual([
      ["c", 0, 1],
      ["c", 1, 1],
      ["c", 2, 1],
    ]);
  });

  it("lists settings one by one where they are no grid", () => {
    const rows = [0, 1].flatMap((seed) =>
      ["a", "b"].flatMap((arm) => [
        { ...run("p", arm, 1, seed), depth: 2 },
        { ...run("p", arm, 2, seed), depth: 3 },
        { ...run("p", arm, 1, seed), depth: 3 },
      ]),
    );
    expect(compare(rowsTable(rows), "acc ~ arm", { over: "mean" }).design.averagedOver).toEqual([
      "mean over lr and depth (1, 2; 1, 3; 2, 3), equal weights",
    ]);
  });

  it("says in one sentence that runs of a block were averaged, and then settings", () => {
    const rows = usual.flatMap((row) =>
      row.kind === "p" ? [0, 1].map((fold) => ({ ...row, fold, seed: 10 * row.seed + fold })) : [],
    );
    const data = rows.map((row) => ({ ...row, dataset: Math.floor(row.seed / 10) }));
    const { design } = compare(rowsTable(data), "acc ~ arm + (1|dataset)", {
      over: "mean",
      ignore: "fold",
    });
    expect(design.averagedOver).toEqual([
      "mean over lr (1, 2), equal weights, of the mean of the 2 runs of each dataset",
    ]);
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
      "one at the best lr of each level (a 2; b 2), chosen on these same runs",
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
