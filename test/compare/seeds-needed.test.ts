import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Contrast } from "../../src/compare/types.js";
import { seedsNeeded, spreadOf } from "../../src/compare/verdict.js";
import { seededGenerator } from "../../src/stats/generator.js";
import plans from "./fixtures/plans.json" with { type: "json" };
import { rowsTable } from "./runs.js";

const { cases } = plans;

/** Two levels, whose runs are paired by seed where they have one. */
function rowsOf(a: readonly number[], b: readonly number[], isPaired: boolean): object[] {
  return [a, b].flatMap((values, arm) =>
    values.map((acc, seed) => ({ arm: `arm ${arm}`, acc, ...(isPaired ? { seed } : {}) })),
  );
}

function contrastOf(a: readonly number[], b: readonly number[], isPaired: boolean): Contrast {
  return compare(rowsTable(rowsOf(a, b, isPaired)), "acc ~ arm").differences[0]!;
}

const responses = compare(rowsTable(rowsOf([1, 2], [2, 3], true)), "acc ~ arm").design.responses;

describe("seedsNeeded", () => {
  const unlike = contrastOf(cases.a, cases.b, false);

  it("plans Welch's test with the variances of both levels, however many runs each has", () => {
    expect(unlike.method).toBe("Welch");
    expect(spreadOf(unlike)).toBeCloseTo(cases.sd, 12);
    const rule = { confidence: 0.95, margin: 0.02, responses };
    expect(seedsNeeded(unlike, rule, 1)).toBe(cases.equivalence);
    const seen = { ...unlike, difference: 0.03 };
    expect(seedsNeeded(seen, { ...rule, margin: undefined }, 1)).toBe(cases.width);
  });

  it("takes no more for what is settled than it needs", () => {
    const { a, b, sd, equivalence } = cases.paired;
    const settled = contrastOf(b, a, true);
    expect(spreadOf(settled)).toBeCloseTo(sd, 12);
    const rule = { confidence: 0.95, margin: 0.05, responses };
    expect(seedsNeeded(settled, rule, 1)).toBe(equivalence);
  });

  it("takes more than there are for what is open", () => {
    const open = contrastOf([1, 2, 3, 4], [1.1, 1.8, 3.2, 4], true);
    expect(
      seedsNeeded(open, { confidence: 0.95, margin: undefined, responses }, 1),
    ).toBeGreaterThan(open.n);
  });

  it("settles with a margin in most cases, where nothing differs", () => {
    const generator = seededGenerator(7);
    const draw = (n: number): object[] => {
      const values = (): number[] => Array.from({ length: n }, () => generator.normal());
      return rowsOf(values(), values(), true);
    };
    const trials = 150;
    let settled = 0;
    for (let i = 0; i < trials; i += 1) {
      const pilot = compare(rowsTable(draw(10)), "acc ~ arm", { margin: 0.5 });
      const n = pilot.seedsNeeded().get("seeds", 0) as number;
      const { verdict } = compare(rowsTable(draw(n)), "acc ~ arm", { margin: 0.5 });
      if (verdict === "no difference larger than the margin") settled += 1;
    }
    // 80% for the true spread; one that is estimated from ten pairs takes some of it.
    expect(settled / trials).toBeGreaterThan(0.68);
  });
});
