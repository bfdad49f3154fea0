import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { filterWhere } from "../../src/compare/where.js";
import { grid, rowsTable } from "./runs.js";

describe("the adjustment", () => {
  const arms = (count: number): ColumnTable =>
    rowsTable(
      Array.from({ length: count }, (_, arm) => arm).flatMap((arm) =>
        [0, 1, 2, 3].map((seed) => ({
          arm,
          seed,
          acc: seed + (arm % 5) + ((arm * seed) % 7) / 10,
        })),
      ),
    );
  const adjusted = (count: number, options: object): string =>
    compare(arms(count), "acc ~ arm", options).design.adjusted;

  it("is Holm's, Benjamini and Hochberg's beyond 20 contrasts, and Tukey's for all pairs of one model", () => {
    expect(adjusted(21, {})).toBe("Holm");
    expect(adjusted(22, {})).toBe("Benjamini–Hochberg");
    expect(adjusted(22, { adjust: "holm" })).toBe("Holm");
    expect(adjusted(4, { contrasts: "pairs" })).toBe("Tukey");
    expect(adjusted(4, { contrasts: "pairs", paired: false })).toBe("Holm");
    expect(adjusted(4, { adjust: "hommel" })).toBe("Hommel");
    expect(adjusted(4, { adjust: "none" })).toBe("none");
  });

  it("leaves p-values as they are where none is asked for", () => {
    const { differences } = compare(arms(4), "acc ~ arm", { adjust: "none" });
    expect(differences.map(({ pAdjusted }) => pAdjusted)).toEqual(differences.map(({ p }) => p));
  });

  it("pools the variance of the levels where Tukey's is asked for without seeds", () => {
    const { differences } = compare(arms(3), "acc ~ arm", { adjust: "tukey", paired: false });
    expect(differences.map(({ method, df }) => [method, df])).toEqual([
      ["linear model", 9],
      ["linear model", 9],
    ]);
  });

  it("refuses what does not fit the contrasts", () => {
    expect(() => compare(rowsTable(grid), "acc ~ a * b", { adjust: "tukey" })).toThrow(
      'Tukey\'s adjustment is for the levels of one factor in one model with one variance, which these contrasts do not come from; give { adjust: "holm" }.',
    );
    const gaps = filterWhere(arms(4), "arm != 2 || seed > 1");
    expect(() => compare(gaps, "acc ~ arm", { adjust: "dunnett" })).toThrow(
      "Dunnett's adjustment needs a run of every level at every seed",
    );
    expect(() => adjusted(3, { adjust: "dunnett", contrasts: "pairs" })).toThrow("not for pairs");
    expect(() => adjusted(3, { adjust: "bonferroni" })).toThrow(
      'The option adjust of compare is "bonferroni"; give holm, hommel, tukey, dunnett, bh or none.',
    );
    expect(() => adjusted(3, { contrasts: "all" })).toThrow(
      'The option contrasts of compare is "all"',
    );
  });
});

describe("levels that share seeds", () => {
  const values: Readonly<Record<string, readonly (number | null)[]>> = {
    a: [1, 2.5, 3, 4.2],
    b: [2, 3.1, 4.4, 5],
    c: [null, null, 5, 6.1],
  };
  const rows = Object.entries(values).flatMap(([arm, accs]) =>
    accs.flatMap((acc, seed) => (acc === null ? [] : [{ arm, seed, acc }])),
  );

  it("are adjusted for seeds that not every level has, and the design says so", () => {
    const { differences, design } = compare(rowsTable(rows), "acc ~ arm");
    expect(differences.map(({ method, n, sizes, df }) => [method, n, sizes, df])).toEqual([
      ["additive model", 4, [4, 4], 4],
      ["additive model", 2, [2, 4], 4],
    ]);
    expect(design.notes).toEqual([
      "Not every level of arm has every seed, so differences are adjusted for seed (least-squares marginal means).",
    ]);
  });

  it("leave a level without shared seeds to Welch's test", () => {
    const apart = rows.map((row) => (row.arm === "c" ? { ...row, seed: row.seed + 10 } : row));
    const { differences } = compare(rowsTable(apart), "acc ~ arm");
    expect(differences.map(({ method, paired }) => [method, paired])).toEqual([
      ["additive model", true],
      ["Welch", false],
    ]);
    expect(() => compare(rowsTable(apart), "acc ~ arm", { paired: true })).toThrow(
      "c and a cannot be paired, they share 0 seeds",
    );
  });
});

describe("blocks by name", () => {
  const rows = ["m1", "m2", "m3"].flatMap((method, i) =>
    ["x", "y", "z"].flatMap((dataset, j) =>
      [0, 1, 2].map((seed) => ({
        method,
        dataset,
        seed,
        acc: i + 10 * j + [0.1, -0.1, 0][seed]! + ((i * j) % 2) / 4,
      })),
    ),
  );

  it("are the replicates, not the runs within them, and that is disclosed", () => {
    const { cells, design, ranks, tests } = compare(rowsTable(rows), "acc ~ method + (1|dataset)", {
      direction: "up",
    });
    expect(cells.map(({ n }) => n)).toEqual([3, 3, 3]);
    expect(design.averagedOver).toEqual(["mean of the 3 runs of each dataset"]);
    expect(design.block).toBe("dataset");
    expect(tests.array("test")).toEqual(["F", "Friedman"]);
    expect(ranks).toHaveLength(1);
    expect(ranks[0]!.meanRanks).toEqual([3, 2, 1]);
    expect(ranks[0]!.blocks).toBe(3);
  });

  it("count the runs that failed", () => {
    const failed = rows.map((row, i) => ({ ...row, status: i === 4 ? "failed" : "completed" }));
    const { cells } = compare(rowsTable(failed), "acc ~ method + (1|dataset)");
    expect(cells.map((cell) => [cell.n, cell.failed])).toEqual([
      [3, 1],
      [3, 0],
      [3, 0],
    ]);
  });
});
