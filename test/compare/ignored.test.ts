import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { filterWhere } from "../../src/compare/where.js";
import { digits, rowsTable } from "./runs.js";

/** Two arms at two learning rates and three seeds; the note repeats the learning rate. */
const rows = ["a", "b"].flatMap((arm, i) =>
  [0.01, 0.1].flatMap((lr, j) =>
    [0, 1, 2].map((seed) => ({
      id: 1 + i * 6 + j * 3 + seed,
      arm,
      lr,
      note: `lr is ${lr}`,
      seed,
      acc: 10 * i + 2 * j + seed + ((i + j) * seed) / 4,
    })),
  ),
);

describe("params that are ignored", () => {
  it("are averaged over within a seed, which the summary says", () => {
    const { differences, cells, summary, warnings } = compare(rowsTable(rows), "acc ~ arm", {
      ignore: ["lr", "note"],
    });
    // By hand: a has 1, 2.125, 3.25 at the seeds 0, 1, 2 and b 11, 12.375, 13.75.
    expect(differences[0]!.difference).toBeCloseTo(10.25, 12);
    expect([differences[0]!.n, differences[0]!.paired]).toEqual([3, true]);
    expect(cells.map(({ n }) => n)).toEqual([3, 3]);
    expect(summary).toContain(
      "Each value is the mean of the 2 runs of each seed, whatever their lr and note.",
    );
    expect(warnings).toContain("lr and note may vary, and were ignored.");
  });

  it("may be taken from all that vary", () => {
    const { differences } = compare(rowsTable(rows), "acc ~ . - lr - note");
    expect(differences.map(({ level, difference, n }) => [level, difference, n])).toEqual([
      ["b", expect.closeTo(10.25, 12), 3],
    ]);
  });

  it("do not excuse two runs that are the same in them too", () => {
    const twice = rowsTable([...rows, { ...rows[0]!, id: 99 }]);
    expect(() => compare(twice, "acc ~ arm", { ignore: ["lr", "note"] })).toThrow(
      "Runs 1 and 99 have the same params and the same seed (seed 0)",
    );
  });

  it("answer for a whole grid", async () => {
    const { differences } = compare(await digits.info(), "val_accuracy ~ optimizer", {
      ignore: ["hidden", "lr", "note"],
    });
    expect(differences.map(({ level, n }) => [level, n])).toEqual([
      ["momentum", 8],
      ["sgd", 8],
    ]);
  });

  it("are named all at once by the refusal, also those that repeat another", () => {
    const remedy = /ignore: ([^)]*)\)/;
    const refusal = (ignore: readonly string[]): string => {
      try {
        return compare(rowsTable(rows), "acc ~ arm", { ignore }).verdict;
      } catch (error) {
        return (error as Error).message;
      }
    };
    const [, named] = remedy.exec(refusal([]))!;
    expect(named).toBe("lr, note");
    expect(refusal(named!.split(", "))).toBe("differs");
  });
});

describe("params that repeat a factor of .", () => {
  it("are named, as no run tells them apart", () => {
    const { warnings } = compare(rowsTable(rows), "acc ~ .");
    expect(warnings).toContain(
      "note changes together with lr, so an effect of lr may be one of note: these runs cannot tell them apart.",
    );
    const without = compare(rowsTable(rows), "acc ~ . - note").warnings;
    expect(without.join(" ")).not.toContain("together");
  });

  it("are no concern where the factor does not vary", () => {
    const one = filterWhere(rowsTable(rows), "lr == 0.1");
    expect(compare(one, "acc ~ .").warnings).toEqual([]);
  });
});
