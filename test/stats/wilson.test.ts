import { describe, expect, it } from "vitest";
import { wilson } from "../../src/stats/wilson.js";
import fixture from "./fixtures/wilson.json" with { type: "json" };

describe("wilson", () => {
  it("agrees with scipy's binomtest", () => {
    for (const { successes, n, confidence, lower, upper } of fixture.cases) {
      const actual = wilson(successes, n, { confidence });
      // In absolute terms: scipy loses digits to cancellation where a limit is close to 0.
      expect(Math.abs(actual.lower - lower)).toBeLessThan(1e-14);
      expect(Math.abs(actual.upper - upper)).toBeLessThan(1e-14);
    }
  });

  it("gives the published figures for 3 of 10", () => {
    const { share, lower, upper } = wilson(3, 10);
    expect(share).toBe(0.3);
    expect(lower.toFixed(7)).toBe("0.1077913");
    expect(upper.toFixed(7)).toBe("0.6032219");
  });

  it("stays within [0, 1] and ends there exactly", () => {
    expect(wilson(0, 7).lower).toBe(0);
    expect(wilson(7, 7).upper).toBe(1);
  });

  it("has no answer without trials or for impossible counts", () => {
    expect(wilson(0, 0)).toEqual({ n: 0, share: NaN, lower: NaN, upper: NaN });
    expect(wilson(4, 3).lower).toBeNaN();
    expect(wilson(NaN, 3).lower).toBeNaN();
  });
});
