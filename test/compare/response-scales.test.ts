import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { infoTable, rowsTable, runOf } from "./runs.js";

describe("a transformed response", () => {
  const rows = ["a", "b"].flatMap((arm, i) =>
    [0, 1, 2, 3].map((seed) => ({
      arm,
      seed,
      loss: (i + 1) * (1 + seed) * [1, 1.1, 0.9, 1][seed]!,
    })),
  );

  it("is reported in the unit of the statistic: geometric means and ratios", () => {
    const { cells, differences, observations } = compare(rowsTable(rows), "log(loss) ~ arm");
    const geometric = (1 * 2.2 * 2.7 * 4) ** 0.25;
    expect(cells.map(({ estimate }) => estimate)).toEqual([
      expect.closeTo(geometric, 10),
      expect.closeTo(2 * geometric, 10),
    ]);
    expect(differences[0]!.difference).toBeCloseTo(2, 12);
    expect(observations.map(({ value }) => value)).toEqual(
      rows.map(({ loss }) => expect.closeTo(loss, 12)),
    );
  });

  it("has a margin that is a factor", () => {
    const noisy = rows.map((row, i) => ({ ...row, loss: row.loss * (1 + (i % 3) / 50) }));
    const verdict = (margin: number): string =>
      compare(rowsTable(noisy), "log10(loss) ~ arm", { margin }).verdict;
    expect(verdict(2.5)).toBe("no difference larger than the margin");
    expect(verdict(1.5)).toBe("differs");
    expect(() => verdict(0.05)).toThrow(
      "The option margin is 0.05, and the contrasts of log10(loss) are ratios; give a factor above 1, such as 1.05 for 5%.",
    );
    expect(() => compare(rowsTable(rows), "loss + log(loss) ~ arm", { margin: 1.1 })).toThrow(
      "compare them one at a time",
    );
  });
});

describe("steps to a value", () => {
  const slow = [0.1, 0.2, 0.3, 0.4];
  const fast = (at: number): number[] => slow.map((value, step) => (step >= at ? 0.95 : value));
  const runs = (reached: Readonly<Record<string, readonly (number | null)[]>>): ColumnTable =>
    infoTable(
      ...Object.entries(reached).flatMap(([arm, steps], i) =>
        steps.map((step, seed) =>
          runOf(i * 100 + seed, { arm, seed }, { acc: step === null ? slow : fast(step) }),
        ),
      ),
    );
  const formula = "stepsTo(acc >= 0.9) ~ arm";

  it("counts runs that never got there as slower than all others", () => {
    const table = runs({ a: [0, 1, 2, null, 1], b: [1, null, null, null, 3] });
    const { cells, differences, estimates, warnings } = compare(table, formula);
    expect(cells.map(({ n, censored, estimate }) => [n, censored, estimate])).toEqual([
      [5, 1, 1],
      [5, 3, NaN],
    ]);
    expect(estimates.array("censored")).toEqual([1, 3]);
    const [one] = differences;
    expect(one!.method).toBe("ranks");
    expect([one!.difference, one!.lower, one!.t]).toEqual([NaN, NaN, NaN]);
    // The sign test of four pairs, all one way, and one where neither got there.
    expect(one!.p).toBeCloseTo(0.125, 12);
    expect(warnings.join(" ")).toContain("is not known of 4 runs that never got there");
  });

  it("is as any response where every run got there", () => {
    const { cells, differences, estimates } = compare(
      runs({ a: [0, 1, 1], b: [2, 2, 3] }),
      formula,
    );
    expect(estimates.columnNames()).not.toContain("censored");
    expect(cells[0]!.estimate).toBeCloseTo(2 / 3, 12);
    expect(differences[0]!.method).toBe("paired t");
  });

  it("says where runs ended before the slowest one got there", () => {
    const table = infoTable(
      runOf(1, { arm: "a", seed: 0 }, { acc: [0, 0, 0, 0, 1] }),
      runOf(2, { arm: "a", seed: 1 }, { acc: [0, 1] }),
      runOf(3, { arm: "b", seed: 0 }, { acc: [0, 0] }),
      runOf(4, { arm: "b", seed: 1 }, { acc: [0, 0, 1] }),
    );
    expect(compare(table, formula).warnings.join(" ")).toContain(
      "Of these 1 ended before the slowest run got there",
    );
  });

  it("has no effects that add up", () => {
    const table = infoTable(
      ...[0, 1].flatMap((b) =>
        ["x", "y"].flatMap((arm, i) =>
          [0, 1].map((seed) =>
            runOf(
              b * 10 + i * 2 + seed,
              { arm, b, seed },
              { acc: seed === 0 && b === 0 ? slow : fast(i) },
            ),
          ),
        ),
      ),
    );
    expect(() => compare(table, "stepsTo(acc >= 0.9) ~ arm * b")).toThrow(
      "write 'stepsTo(acc >= 0.9) ~ arm + b'",
    );
  });
});
