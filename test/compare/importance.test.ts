import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { rowsTable } from "./runs.js";

/** A full grid of pure noise, six by three by two. */
function noise(seeds: number, random: number): ColumnTable {
  const generator = seededGenerator(random);
  const rows = [1, 2, 3, 4, 5, 6].flatMap((lr) =>
    ["x", "y", "z"].flatMap((h) =>
      ["u", "v"].flatMap((opt) =>
        Array.from({ length: seeds }, (_, seed) => ({
          lr,
          h,
          opt,
          ...(seeds > 1 ? { seed } : {}),
          acc: generator.normal(),
        })),
      ),
    ),
  );
  return rowsTable(rows);
}

describe("the importance of noise", () => {
  it("is nothing on average, though lr alone takes 5 of the 35 degrees of freedom", () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i);
    const shares = seeds.map((random) => {
      const all = compare(noise(1, random), "acc ~ .").importances;
      return all.find(({ term }) => term === "lr")!.share;
    });
    // R: the share of the sum of squares is 5 / 35 on average; what is left are the lucky ones.
    expect(shares.reduce((sum, share) => sum + share, 0) / 40).toBeLessThan(0.06);
  });

  it("has a row of its own where each setting has one run, and one warning", () => {
    const { importances, importanceWarnings } = compare(noise(1, 5), "acc ~ .");
    expect(importances.map(({ term }) => term)).toEqual([
      "lr",
      "h",
      "opt",
      "lr:h",
      "lr:opt",
      "h:opt",
      "higher interactions and noise",
    ]);
    expect(importances.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(importanceWarnings).toEqual([
      "No factor or pair of factors is told from noise in acc (F tests after Holm), so its shares rank nothing.",
    ]);
  });

  it("warns within seeds too, and not where a factor matters", () => {
    const table = noise(3, 6);
    expect(compare(table, "acc ~ .").importanceWarnings).toHaveLength(1);
    const rows = table.objects() as { opt: string; acc: number }[];
    const clear = rows.map((row) => ({ ...row, acc: row.acc + (row.opt === "u" ? 3 : 0) }));
    expect(compare(rowsTable(clear), "acc ~ .").importanceWarnings).toEqual([]);
  });
});
