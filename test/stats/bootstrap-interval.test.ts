import { describe, expect, it } from "vitest";
import { bcaLevels } from "../../src/stats/bca.js";
import { bootstrapInterval, type BootstrapMethod } from "../../src/stats/bootstrap-interval.js";
import { replicateSd } from "../../src/stats/replicates.js";
import { disagreements } from "./agree.js";
import levels from "./fixtures/bca-levels.json" with { type: "json" };
import scipy from "./fixtures/bootstrap-interval.json" with { type: "json" };

const ends = (
  method: BootstrapMethod,
  values: readonly number[],
  estimate: number,
  leaveOneOut: readonly number[][] = [],
): number[] => {
  const parts = { method, estimate, leaveOneOut: () => leaveOneOut };
  const { lower, upper } = bootstrapInterval({ values: Float64Array.from(values) }, parts);
  return [lower, upper];
};

describe("bootstrapInterval", () => {
  it.each(["percentile", "basic", "bca"] as const)(
    "makes scipy's %s interval of the same replicates, ties included",
    (method) => {
      const wrong = disagreements(scipy.cases, 1e-11, (c) => {
        const values = Float64Array.from(c.replicates);
        const parts = { method, estimate: c.estimate, leaveOneOut: () => c.leaveOneOut };
        const { lower, upper } = bootstrapInterval({ values }, parts, c);
        return [
          [lower, c[method][0] ?? NaN],
          [upper, c[method][1] ?? NaN],
        ];
      });
      expect(wrong).toEqual([]);
    },
  );

  it("has scipy's standard error of the same replicates", () => {
    const wrong = disagreements(scipy.cases, 1e-12, (c) => [
      [replicateSd({ values: Float64Array.from(c.replicates) }), c.standardError],
    ]);
    expect(wrong).toEqual([]);
  });

  it("takes counted replicates for all that there are", () => {
    // In order: -1 once, 2 four times, 5 three times, 7 twice.
    const replicates = {
      values: Float64Array.of(5, -1, 2, 7),
      counts: Float64Array.of(3, 1, 4, 2),
    };
    const counted = (method: BootstrapMethod, confidence: number): number[] => {
      const parts = { method, estimate: 3, leaveOneOut: () => [[1, 2, 4]] };
      const { lower, upper } = bootstrapInterval(replicates, parts, { confidence });
      return [lower, upper];
    };
    // By hand: 15% and 85% of ten are within the second and ninth; 10% and 90% end the first and ninth.
    expect(counted("percentile", 0.7)).toEqual([2, 7]);
    expect(counted("basic", 0.7)).toEqual([-1, 4]);
    expect(counted("percentile", 0.8)).toEqual([0.5, 7]);
    expect(counted("percentile", 0.999)).toEqual([-1, 7]);
    expect(counted("percentile", 1)).toEqual([-1, 7]);
  });

  it("has no interval without replicates, or where one is not finite", () => {
    expect(ends("percentile", [], 1)).toEqual([NaN, NaN]);
    expect(ends("basic", [1, NaN, 2], 1)).toEqual([NaN, NaN]);
    expect(ends("bca", [1, Infinity, 2], 1, [[1, 2, 3]])).toEqual([NaN, NaN]);
  });

  it("has an interval of no width for replicates that are all the same", () => {
    for (const method of ["percentile", "basic", "bca"] as const)
      expect(ends(method, [0.1, 0.1, 0.1], 0.1, [[0.1, 0.1]])).toEqual([0.1, 0.1]);
  });

  it("has no BCa interval where all replicates lie on one side of the estimate", () => {
    expect(ends("bca", [1, 2, 3], 4, [[1, 2, 3]])).toEqual([NaN, NaN]);
  });
});

describe("bcaLevels", () => {
  it("has the bias correction, acceleration and levels of R's boot", () => {
    const wrong = disagreements(levels.cases, 1e-12, (c) => {
      const replicates = { values: Float64Array.from(c.replicates) };
      const ours = bcaLevels(replicates, c.estimate, c.leaveOneOut);
      return [
        [ours.biasCorrection, c.biasCorrection],
        [ours.acceleration, c.acceleration],
        [ours.lower, c.lower],
        [ours.upper, c.upper],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("counts ties by half, those by rounding too", () => {
    // 1 below, 2 ties and 1 above: in the middle. By hand.
    const replicates = { values: Float64Array.of(0, 0.3, 0.1 + 0.2, 1) };
    expect(bcaLevels(replicates, 0.3, [[1, 2, 3]], 0.95, 1e-15).biasCorrection).toBe(0);
  });
});
