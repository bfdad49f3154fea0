import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { findLoneTests } from "../../src/compare/lone-tests.js";
import type { Contrast, OmnibusTest } from "../../src/compare/types.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { rowsTable } from "./runs.js";

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

const noise = [0.1, -0.2, 0.15, -0.05, 0, 0.05];
const base = [5, 6, 7, 8, 9, 10];
const arms = (shift: number): ColumnTable =>
  rowsTable(
    pairOf(
      base,
      base.map((value, i) => value + shift + noise[i]!),
    ),
  );

describe("the verdict", () => {
  it("differs", () => {
    expect(compare(arms(1), "acc ~ arm").verdict).toBe("differs");
    expect(compare(arms(1), "acc ~ arm", { margin: 0.1 }).verdict).toBe("differs");
  });

  it("has no difference larger than the margin", () => {
    const { verdict, summary } = compare(arms(0.01), "acc ~ arm", { margin: 0.5 });
    expect(verdict).toBe("no difference larger than the margin");
    expect(summary).toContain("by no more than the margin of 0.5");
  });

  it("has none either where a sure difference lies within the margin", () => {
    const { verdict, summary } = compare(arms(1), "acc ~ arm", { margin: 5 });
    expect(verdict).toBe("no difference larger than the margin");
    expect(summary).toContain("which is within the margin of 5");
  });

  it("rests on two one-sided tests, and so on the 90% interval for a confidence of 95%", () => {
    const [narrow, wide] = [0.9, 0.95].map((confidence) => {
      const { lower, upper } = compare(arms(0.01), "acc ~ arm", { confidence }).differences[0]!;
      return Math.max(-lower, upper);
    });
    const verdict = (margin: number): string =>
      compare(arms(0.01), "acc ~ arm", { margin }).verdict;
    expect(verdict((narrow! + wide!) / 2)).toBe("no difference larger than the margin");
    expect(verdict(narrow! * 0.999)).toBe("cannot conclude");
  });

  it("cannot conclude where a level has no result", () => {
    const table = grid((i) => ({
      arm: ["a", "b", "c"][i % 3],
      status: i % 3 === 2 ? "failed" : "completed",
    }));
    expect(compare(table, "acc ~ arm", { margin: 100, paired: false }).verdict).toBe(
      "cannot conclude",
    );
  });

  it("cannot conclude, and says how many seeds would settle it", () => {
    const { verdict, summary } = compare(arms(0.01), "acc ~ arm", { margin: 0.05 });
    expect(verdict).toBe("cannot conclude");
    expect(summary).toMatch(
      /If there is no difference, about \d+ seeds per level would show with 80% chance that it is within the margin of 0.05/,
    );
    expect(compare(arms(0.01), "acc ~ arm").verdict).toBe("cannot conclude");
  });

  it("has one answer for a family: one level that differs is enough, one that is open is too much", () => {
    const rows = [
      ...pairOf(
        base,
        base.map((value, i) => value + noise[i]!),
      ),
      ...base.map((acc, seed) => ({ arm: "c", seed, acc: acc + 3 + noise[seed]! })),
    ];
    expect(compare(rowsTable(rows), "acc ~ arm").verdict).toBe("differs");
    const open = [
      ...pairOf(
        base,
        base.map((value, i) => value + noise[i]!),
      ),
      ...base.map((acc, seed) => ({ arm: "c", seed, acc: acc + 9 * noise[seed]! })),
    ];
    expect(compare(rowsTable(open), "acc ~ arm", { margin: 0.5 }).verdict).toBe("cannot conclude");
  });

  it("does not differ by what is within the margin, where the rest is open", () => {
    const rows = noise.flatMap((value) => [
      { arm: "a", acc: value / 10 },
      { arm: "b", acc: 0.1 + value / 10 },
      { arm: "c", acc: 20 * value },
    ]);
    const table = rowsTable(rows);
    const { verdict, differences } = compare(table, "acc ~ arm", { margin: 0.5 });
    expect(differences[0]!.pAdjusted).toBeLessThan(0.05);
    expect(verdict).toBe("cannot conclude");
    expect(compare(table, "acc ~ arm").verdict).toBe("differs");
  });
});

describe("the verdict on terms that have a test but no contrasts", () => {
  /** Three factors whose levels matter only all together. */
  const triple = (size: number, generator = seededGenerator(31)): ColumnTable =>
    rowsTable(
      [-1, 1].flatMap((a) =>
        [-1, 1].flatMap((b) =>
          [-1, 1].flatMap((c) =>
            [0, 1, 2, 3, 4].map((seed) => ({
              a: `a${a}`,
              b: `b${b}`,
              c: `c${c}`,
              seed,
              acc: size * a * b * c + 0.005 * generator.normal(),
            })),
          ),
        ),
      ),
    );

  it("differs where an interaction of three factors is clear", () => {
    const { verdict, summary } = compare(triple(0.1), "acc ~ a * b * c");
    expect(verdict).toBe("differs");
    expect(summary).toContain("The effects of a, b and c on acc depend on each other");
    expect(compare(triple(0), "acc ~ a * b * c").verdict).toBe("cannot conclude");
  });

  it("cannot say that it is within a margin", () => {
    const { verdict, summary } = compare(triple(0.1), "acc ~ a * b * c", { margin: 0.02 });
    expect(verdict).toBe("cannot conclude");
    expect(summary).toContain("and nothing tells how large that is");
  });

  it("differs where numbers that enter as a line do", () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const x = ((i * 37) % 60) + 1;
      return { x, opt: i % 2 === 0 ? "a" : "b", acc: 0.5 + 0.01 * x + ((i * 7) % 5) / 100 };
    });
    expect(compare(rowsTable(rows), "acc ~ .").verdict).toBe("differs");
    expect(compare(rowsTable(rows), "acc ~ .", { margin: 0.05 }).verdict).toBe("cannot conclude");
  });

  it("counts such a test among the contrasts", () => {
    // One of many tests: p = 0.04 alone, 0.4 among ten.
    const place = { response: "y", facets: [], within: [] };
    const test: OmnibusTest = {
      ...place,
      term: "a:b:c",
      test: "F",
      statistic: 4.5,
      df: 1,
      dfResidual: 30,
      p: 0.04,
    };
    const [contrast] = compare(arms(0.01), "acc ~ arm").differences;
    const family = Array.from({ length: 9 }, () => ({ ...contrast!, p: 0.5 }));
    const isClear = (contrasts: readonly Contrast[]): boolean =>
      findLoneTests(contrasts, [test], 0.95)[0]!.isClear;
    expect(isClear([])).toBe(true);
    expect(isClear(family)).toBe(false);
  });
});
