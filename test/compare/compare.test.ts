import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { filterWhere } from "../../src/compare/where.js";
import { digits, infoTable, largeNetwork, rowsTable, runOf } from "./runs.js";

/** Two levels, three seeds each, by the values given. */
function pairOf(a: readonly number[], b: readonly number[]): object[] {
  const rows = (arm: string, values: readonly number[]): object[] =>
    values.map((acc, seed) => ({ arm, seed, acc }));
  return [...rows("a", a), ...rows("b", b)];
}

/** Two arms of four seeds. */
const grid = (extra: (i: number) => object): ColumnTable =>
  rowsTable(
    ["a", "b"].flatMap((arm, k) =>
      [0, 1, 2, 3].map((seed) => ({ arm, seed, acc: seed + k * seed, ...extra(4 * k + seed) })),
    ),
  );

describe("what a comparison is made of", () => {
  let runs: ColumnTable;
  beforeAll(async () => {
    runs = await largeNetwork();
  });

  it("has the columns of the contract, by facet, factor and level", () => {
    const { estimates, contrasts } = compare(runs, "val_accuracy ~ optimizer + lr | hidden");
    expect(estimates.columnNames()).toEqual([
      "response",
      "hidden",
      "optimizer",
      "lr",
      "n",
      "failed",
      "estimate",
      "lower",
      "upper",
      "sd",
    ]);
    expect(contrasts.columnNames()).toEqual([
      "response",
      "hidden",
      "lr",
      "level",
      "control",
      "n",
      "difference",
      "lower",
      "upper",
      "t",
      "df",
      "p",
      "p_adjusted",
      "p_exact",
      "p_smallest",
      "hedges_g",
      "cliffs_delta",
      "paired",
    ]);
    expect(contrasts.array("hidden")).toEqual(Array(6).fill("[64, 32]"));
  });

  it("keeps params that are named as those columns", () => {
    const rows = [1, 2].flatMap((n) =>
      [1, 2].flatMap((level) =>
        [0, 1, 2].map((seed) => ({ n, level, seed, acc: n + level + seed * seed * level })),
      ),
    );
    const { estimates, contrasts } = compare(rowsTable(rows), "acc ~ n + level");
    expect(estimates.array("n_param")).toEqual([1, 1, 2, 2]);
    expect(estimates.array("n")).toEqual([3, 3, 3, 3]);
    expect(contrasts.array("level_param")).toEqual([1, 2]);
    expect(contrasts.array("level")).toEqual([2, 2]);
  });

  it("adjusts over the contrasts of every response together", () => {
    const both = compare(runs, "val_accuracy + val_loss ~ optimizer | lr");
    expect(both.differences).toHaveLength(12);
    expect(both.differences[0]!.pAdjusted).toBeGreaterThan(
      compare(runs, "val_accuracy ~ optimizer | lr").differences[0]!.pAdjusted,
    );
    expect(both.design.responses.map(({ name, direction }) => [name, direction])).toEqual([
      ["val_accuracy", "up"],
      ["val_loss", "down"],
    ]);
  });

  it("says for each response which setting was best", () => {
    const { design } = compare(runs, "val_accuracy + val_loss ~ optimizer", { over: "best" });
    expect(design.averagedOver.length).toBeGreaterThanOrEqual(1);
    const alone = compare(runs, "val_loss ~ optimizer", { over: "best" }).design.averagedOver;
    expect(design.averagedOver).toContain(alone[0]);
  });

  it("has the values of the table, where they were rescaled after loading", () => {
    const percent = runs.derive({
      val_accuracy: (row: { val_accuracy: number }) => row.val_accuracy * 100,
    });
    const [before] = compare(runs, "val_accuracy ~ optimizer | lr").differences;
    const [after] = compare(percent, "val_accuracy ~ optimizer | lr").differences;
    expect(after!.difference).toBeCloseTo(before!.difference * 100, 10);
  });

  it("takes a table with the needed columns only", () => {
    const few = runs.select("optimizer", "lr", "hidden", "seed", "val_accuracy");
    expect(compare(few, "val_accuracy ~ optimizer | lr").summary).toBe(
      compare(runs, "val_accuracy ~ optimizer | lr").summary,
    );
    expect(() => compare(few, "min(val_loss) ~ optimizer | lr")).toThrow(
      "min(val_loss) needs every step of val_loss, and these rows do not lead to their runs",
    );
  });

  it("counts only the rows that a filter left", () => {
    const { cells } = compare(
      filterWhere(runs, "seed in [1, 2, 3]"),
      "val_accuracy ~ optimizer | lr",
    );
    expect(cells.map(({ n }) => n)).toEqual(Array(9).fill(3));
  });

  it("is an estimate alone where nothing is compared: ~ 1", () => {
    const { estimates, contrasts, verdict } = compare(
      filterWhere(runs, "optimizer == 'adam' && lr == 0.003"),
      "val_accuracy ~ 1",
    );
    expect(estimates.numRows()).toBe(1);
    expect(estimates.get("estimate", 0)).toBeCloseTo(0.9738, 4);
    expect(contrasts.numRows()).toBe(0);
    expect(verdict).toBe("cannot conclude");
  });

  it("refuses ~ 1 too where a param varies", () => {
    expect(() => compare(runs, "val_accuracy ~ 1")).toThrow("optimizer");
  });
});

describe("given an Index", () => {
  it("loads the runs by itself, with the failed ones, and counts them", async () => {
    // All four failed runs are at learning rates at which no run finished: such panels are named, not drawn.
    const comparison = await compare(digits, "val_accuracy ~ optimizer | hidden + lr");
    expect(comparison.design.facets.map(({ levels }) => levels)).toEqual([
      ["[16]", "[64, 32]"],
      [1e-5, 0.003, 0.03, 0.3, 50],
    ]);
    expect(comparison.warnings.join(" ")).toMatch(/No run finished at .*lr .*; 4 runs failed\./);
  });

  it("counts failed runs in the cells of those that finished", () => {
    const table = grid((i) => ({ status: i === 0 ? "failed" : "completed" }));
    const comparison = compare(table, "acc ~ arm");
    expect(comparison.cells.map(({ failed }) => failed)).toEqual([1, 0]);
    expect(comparison.summary).toContain(
      "Runs left out because they failed or have no finite value: 1 of 8.",
    );
  });

  it("loads the runs below a mark", async () => {
    await expect(compare(digits, "val_accuracy ~ optimizer", { mark: "best" })).rejects.toThrow(
      "optimizer is adam in every run here",
    );
    await expect(compare(digits, "val_accuracy ~ optimizer", { mark: "bset" })).rejects.toThrow(
      'There is no mark "bset"',
    );
  });
});

describe("a run that ended early", () => {
  const crashed = (status: string): ColumnTable =>
    infoTable(
      runOf(1, { arm: "a", seed: 0 }, { loss: [9, 5, 4] }),
      runOf(2, { arm: "a", seed: 1 }, { loss: [9, 6, 5] }),
      runOf(3, { arm: "b", seed: 0 }, { loss: [9, 4, 3] }),
      runOf(4, { arm: "b", seed: 1 }, { loss: [9, 1] }, status),
    );

  it("flatters its level by its last value, and does not by its final one", () => {
    const estimate = (formula: string): number[] =>
      compare(crashed("interrupted"), formula).cells.map((cell) => cell.estimate);
    expect(estimate("loss ~ arm")).toEqual([4.5, 2]); // (4 + 5) / 2, (3 + 1) / 2
    const final = compare(crashed("interrupted"), "final(loss) ~ arm");
    expect(final.cells.map((cell) => [cell.estimate, cell.n, cell.failed])).toEqual([
      [4.5, 2, 0],
      [3, 1, 1],
    ]);
    expect(final.warnings.join("\n")).toContain(
      "Interrupted, and counted with the last value recorded: 1 run.",
    );
  });

  it.each(["failed", "lost"])("is left out and counted where it %s", (status) => {
    const { cells, summary } = compare(crashed(status), "loss ~ arm");
    expect(cells.map((cell) => [cell.estimate, cell.n, cell.failed])).toEqual([
      [4.5, 2, 0],
      [3, 1, 1],
    ]);
    expect(summary).toContain("Runs left out because they failed or have no finite value: 1 of 4.");
  });

  it("counts where its last value is not finite", () => {
    const runs = infoTable(
      runOf(1, { arm: "a", seed: 0 }, { loss: [1] }),
      runOf(2, { arm: "a", seed: 1 }, { loss: [2] }),
      runOf(3, { arm: "b", seed: 0 }, { loss: [1, NaN] }),
      runOf(4, { arm: "b", seed: 1 }, { loss: [1, Infinity] }),
    );
    const { cells, warnings, differences } = compare(runs, "loss ~ arm");
    expect(cells.map(({ n, failed }) => [n, failed])).toEqual([
      [2, 0],
      [0, 2],
    ]);
    expect(differences).toEqual([]);
    expect(warnings).toContain("There is no finished run of b, so contrasts are missing.");
    expect(compare(runs, "min(loss) ~ arm").cells.map(({ n }) => n)).toEqual([2, 2]);
  });
});

describe("levels", () => {
  const rowsOf = (levels: readonly unknown[]): ColumnTable =>
    rowsTable(
      levels.flatMap((x, i) => [0, 1, 2].map((seed) => ({ x, seed, acc: i + seed * (i + 1) }))),
    );
  const levelsOf = (levels: readonly unknown[]): unknown =>
    compare(rowsOf(levels), "acc ~ x").design.factors[0]!.levels;

  it.each([
    ["numbers by size", [10, 9, 0.5], [0.5, 9, 10]],
    ["a number and the text that spells it apart", ["1", 1], [1, "1"]],
    ["a boolean and the text that spells it apart", ["true", true], [true, "true"]],
    ["null, the text null and NaN apart", [null, "null", NaN], ["NaN", "null", null]],
    ["zero and minus zero as one level", [0, 1], [0, 1]],
    ["infinities at the ends", [Infinity, 1, -Infinity], [-Infinity, 1, Infinity]],
    [
      "integers beyond 2^53 apart",
      [9007199254740993n, 9007199254740992n],
      ["9007199254740992", "9007199254740993"],
    ],
    ["small bigints as numbers", [3n, 2], [2, 3]],
    [
      "dates in their order",
      [new Date(2e12), new Date(1e12)],
      [new Date(1e12).toJSON(), new Date(2e12).toJSON()],
    ],
    ["lists by their numbers", [[128], [16], [64, 32]], ["[16]", "[64, 32]", "[128]"]],
    ["lists of texts apart from other lists", [["a, b"], ["a", "b"]], ["['a', 'b']", "['a, b']"]],
    ["lists of numbers and of texts apart", [[1], ["1"]], ["['1']", "[1]"]],
    ["texts with numbers by size", ["layer10", "layer9"], ["layer9", "layer10"]],
  ] as [string, unknown[], unknown[]][])("keeps %s", (_, given, expected) => {
    expect(new Set(levelsOf(given) as unknown[])).toEqual(new Set(expected));
    expect(levelsOf(given)).toEqual(levelsOf(given.toReversed()));
    expect(compare(rowsOf(given), "acc ~ x").cells.map(({ n }) => n)).toEqual(given.map(() => 3));
  });

  it("sorts them", () => {
    expect(levelsOf([10, 9, 0.5])).toEqual([0.5, 9, 10]);
    expect(levelsOf([null, "b", true, 2])).toEqual([2, true, "b", null]);
    expect(levelsOf([[128], [16], [64, 32]])).toEqual(["[16]", "[64, 32]", "[128]"]);
  });

  it("takes minus zero for zero", () => {
    const rows = [0, -0, 0, 1, 1, 1].map((x, i) => ({ x, seed: i % 3, acc: i * i }));
    expect(compare(rowsTable(rows), "acc ~ x").cells.map(({ n }) => n)).toEqual([3, 3]);
  });

  it.each([[null], [10], ["NaN"]])("can be the control: %s", (ref) => {
    const { differences } = compare(rowsOf([10, null, NaN, "z"]), "acc ~ x", { ref });
    expect(new Set(differences.map(({ control }) => control))).toEqual(new Set([ref]));
    expect(differences).toHaveLength(3);
  });
});

describe("the guard", () => {
  it("does not see what never varies, the seed, or exman's own bookkeeping", () => {
    const table = grid((i) => ({
      epochs: 20,
      tmp: i % 2 === 0,
      git_dirty: i > 3,
      config_file: i > 5 ? "x" : null,
      commit: i > 3 ? "f00" : "ba2",
    }));
    expect(compare(table, "acc ~ arm").differences[0]!.paired).toBe(true);
  });

  it("warns where runs come from several commits", () => {
    const runs = [0, 1, 2, 3].map((i) =>
      runOf(
        i,
        { arm: i < 2 ? "a" : "b", seed: i % 2, commit: i < 2 ? "f00" : "ba2" },
        { acc: [i * i] },
      ),
    );
    expect(compare(infoTable(...runs), "acc ~ arm").warnings).toContain(
      "The runs come from 2 different commits, so a difference may be one of code.",
    );
  });

  it("does not take what was measured for a param, in a table that does not tell", () => {
    const loss = [0.31, 0.27, 0.35, 0.29, 0.22, 0.25, 0.31, 0.24];
    const table = grid((i) => ({ loss: loss[i], depth: i % 2 }));
    expect(() => compare(table, "acc ~ arm")).toThrow("depth (2 levels) varies among");
  });

  it("finds a param that is confounded with the first factor", () => {
    expect(() =>
      compare(
        grid((i) => ({ lr: i < 4 ? 0.1 : 0.2 })),
        "acc ~ arm",
      ),
    ).toThrow("lr changes together with arm, so a difference could come from either");
  });

  it("lets go of a param that is said to make no difference, and says so", () => {
    const table = grid((i) => ({ lr: i < 4 ? 0.1 : 0.2, host: `node${i % 3}` }));
    const { warnings } = compare(table, "acc ~ arm", { ignore: ["lr", "host"] });
    expect(warnings).toContain("lr and host may vary, and were ignored.");
    expect(() => compare(table, "acc ~ arm", { ignore: ["hots"] })).toThrow("did you mean host?");
  });

  it("does not pool what was not tried with every level", () => {
    const table = grid((i) => ({ lr: i < 4 ? 0.1 : 0.2 }));
    expect(() => compare(table, "acc ~ arm", { over: "mean" })).toThrow(
      "No setting of lr was tried with every level",
    );
  });

  it("does not count a seed as complete that failed at one setting", () => {
    const rows = ["a", "b"].flatMap((arm, k) =>
      [0, 1, 2].flatMap((seed) =>
        [1, 2].map((lr) => ({
          arm,
          seed,
          lr,
          acc: k === 1 && seed === 2 && lr === 2 ? null : seed * lr + k * seed,
        })),
      ),
    );
    const { cells, differences } = compare(rowsTable(rows), "acc ~ arm", { over: "mean" });
    expect(cells.map(({ n, failed }) => [n, failed])).toEqual([
      [3, 0],
      [2, 1],
    ]);
    expect(differences[0]!.n).toBe(2);
  });

  it("leaves out a setting that only one level was run at, and says so", () => {
    const rows = ["a", "b"].flatMap((arm, k) =>
      [0, 1, 2].flatMap((seed) =>
        [1, 2].map((lr) => ({ arm, seed, lr, acc: seed * lr + k * seed })),
      ),
    );
    const { warnings, cells } = compare(
      rowsTable([...rows, { arm: "a", seed: 0, lr: 3, acc: 100 }]),
      "acc ~ arm",
      { over: "mean" },
    );
    expect(warnings).toEqual([
      "The mean leaves out 1 run at a setting of lr that was not tried with every level.",
    ]);
    expect(cells[0]!.estimate).toBe(1.5); // the mean of seed * lr over seeds 0, 1, 2 and lr 1, 2
  });

  it("is not fooled by a setting that no run has", async () => {
    const runs = filterWhere(await largeNetwork(), "lr == 0.3");
    expect(() => compare(runs, "val_accuracy ~ optimizer", { over: { lr: 0.03 } })).toThrow(
      "No run has lr 0.03",
    );
  });

  it("pairs by the seeds that both levels share, and says how many runs had no partner", () => {
    const rows = [...pairOf([1, 2, 4, 8], [2, 3, 6, 9]), { arm: "b", seed: 77, acc: 50 }];
    const { differences, warnings } = compare(rowsTable(rows), "acc ~ arm");
    expect(differences[0]).toMatchObject({ n: 4, paired: true, difference: 1.25 }); // (1 + 1 + 2 + 1) / 4
    expect(warnings).toEqual([
      "The contrast of b and a leaves out 1 run without a partner of the same seed.",
    ]);
  });
});
