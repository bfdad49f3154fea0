import { assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { mean } from "../../src/stats/mean.js";
import { median, quantile } from "../../src/stats/quantile.js";
import { sd, standardError, variance } from "../../src/stats/variance.js";
import { disagreements, relativeError } from "./agree.js";
import fixture from "./fixtures/descriptive.json" with { type: "json" };

describe("descriptive statistics", () => {
  it("agree with R", () => {
    const wrong = disagreements(fixture.cases, 1e-14, (c) => [
      [mean(c.values), c.mean],
      [sd(c.values), c.sd ?? NaN],
      [median(c.values), c.median],
      ...c.p.map((p, i) => [quantile(c.values, p), c.quantiles[i] ?? NaN] as const),
    ]);
    expect(wrong).toEqual([]);
  });

  it("lose nothing where the spread is small beside the mean", () => {
    // By hand: 4, 7, 13, 16 has mean 10 and variance 30, wherever it lies.
    expect(mean([4, 7, 13, 16].map((x) => x + 1e9))).toBe(1e9 + 10);
    expect(variance([4, 7, 13, 16].map((x) => x + 1e9))).toBe(30);
    expect(mean([1e16, 1, -1e16, 1])).toBe(0.5);
  });

  it("find no spread in values that are all the same", () => {
    const value = double({ min: -1e300, max: 1e300, noNaN: true });
    assert(
      property(value, integer({ min: 2, max: 40 }), (x, n) => {
        const values = Array.from({ length: n }, () => x);
        // Not toBe: the mean of values of -0 is 0.
        expect(mean(values) === x).toBe(true);
        expect(variance(values)).toBe(0);
      }),
    );
  });

  it("answer NaN where there is nothing to say", () => {
    expect([mean([]), sd([]), sd([1]), median([]), quantile([], 0.5)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect([mean([1, NaN]), sd([1, NaN]), median([1, NaN, 2]), quantile([1, 2], 1.5)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect(mean([1, Infinity])).toBe(Infinity);
  });

  it("know the middle of values some of which are infinite", () => {
    // R: sprintf("%.17g", c(median(c(1, 2, Inf)), median(c(1, Inf)), quantile(c(-Inf, 1, 2, Inf), c(.25, .5, .75))))
    expect(median([1, 2, Infinity])).toBe(2);
    expect(median([1, Infinity])).toBe(Infinity);
    const values = [-Infinity, 1, 2, Infinity];
    expect([0.25, 0.5, 0.75].map((p) => quantile(values, p))).toEqual([-Infinity, 1.5, Infinity]);
    // R: quantile(c(-Inf, Inf), .5)
    expect(median([-Infinity, Infinity])).toBe(NaN);
  });

  it("take typed arrays and leave them alone", () => {
    const values = Float32Array.of(3, 1, 2);
    expect(median(values)).toBe(2);
    expect([...values]).toEqual([3, 1, 2]);
    expect(relativeError(standardError(values), 1 / Math.sqrt(3))).toBeLessThanOrEqual(1e-15);
  });
});
