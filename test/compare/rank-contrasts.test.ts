import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import plans from "./fixtures/plans.json" with { type: "json" };
import { infoTable, runOf } from "./runs.js";

/** A run of 200 steps that gets there at a step, or never. */
const until = (step: number | null): number[] =>
  Array.from({ length: 200 }, (_, at) => (step !== null && at >= step ? 1 : 0));

const table = (pairs: readonly (readonly [number | null, number | null])[]): ColumnTable =>
  infoTable(
    ...pairs.flatMap((pair, seed) =>
      pair.map((step, arm) =>
        runOf(2 * seed + arm, { arm: "ab"[arm]!, seed }, { acc: until(step) }),
      ),
    ),
  );

const formula = "stepsTo(acc >= 0.5) ~ arm";

describe("pairs that are compared by ranks", () => {
  // In 11 of 12 pairs b takes one step more; in one a never gets there, and b does at once.
  const mostlySlower = table([
    ...Array.from({ length: 11 }, (_, i) => [10 + 10 * i, 11 + 10 * i] as const),
    [null, 0],
  ]);

  it("have the side and the size of their differences", () => {
    const { differences, summary } = compare(mostlySlower, formula);
    const [one] = differences;
    expect(one!.method).toBe("ranks");
    expect(one!.p).toBeCloseTo(plans.cases.signs, 12);
    expect(one!.difference).toBe(1);
    expect(one!.cliffsDelta).toBeCloseTo(10 / 12, 12);
    expect(summary).toContain("of b is higher than of a");
    expect(summary).toContain("the median difference of the pairs is 1 step");
  });

  it("have the same side on a logarithmic scale", () => {
    const { differences, summary } = compare(
      table(Array.from({ length: 12 }, (_, i) => (i === 11 ? [null, 1] : [10 + i, 20 + 2 * i]))),
      "log(stepsTo(acc >= 0.5)) ~ arm",
    );
    expect(differences[0]!.difference).toBeCloseTo(2, 12);
    expect(summary).toContain("the median ratio of the pairs is 2");
    expect(summary).toContain("of b tends to be higher than of a");
  });

  it("have no size where the one in the middle is not known", () => {
    const [one] = compare(
      table([
        [1, null],
        [2, null],
        [3, null],
        [null, null],
        [5, 6],
      ]),
      formula,
    ).differences;
    expect(one!.difference).toBeNaN();
    expect(one!.cliffsDelta).toBeCloseTo(4 / 5, 12);
  });

  it("leave pairs out of the size in which neither got there", () => {
    const [one] = compare(
      table([
        [1, 3],
        [2, 4],
        [null, null],
        [null, null],
        [null, null],
      ]),
      formula,
    ).differences;
    expect(one!.difference).toBe(2);
  });
});
