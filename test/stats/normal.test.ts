import { assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity, normalQuantile, normalUpper } from "../../src/stats/normal.js";
import { disagreements, relativeError } from "./agree.js";
import quantiles from "./fixtures/normal-quantile.json" with { type: "json" };
import fixture from "./fixtures/normal.json" with { type: "json" };

describe("the normal distribution", () => {
  it("agrees with mpmath to 14 digits in both tails", () => {
    const wrong = disagreements(fixture.cases, 5e-15, (c) => [
      [normalDensity(c.z), c.density],
      [normalCdf(c.z), c.cdf],
      [normalUpper(c.z), c.upper],
    ]);
    expect(wrong).toEqual([]);
  });

  it("has quantiles that agree with mpmath to the last digits", () => {
    const wrong = disagreements(quantiles.cases, 2e-15, (c) => [[normalQuantile(c.p), c.quantile]]);
    expect(wrong).toEqual([]);
  });

  it("knows its ends", () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
    expect([normalCdf(NaN), normalDensity(NaN), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN]);
    expect([normalQuantile(-0.1), normalQuantile(1.1)]).toEqual([NaN, NaN]);
  });

  it("returns from the quantile to the probability", () => {
    const logP = double({ min: -690, max: -0.1, noNaN: true });
    assert(
      property(logP, (log) => {
        const p = Math.exp(log);
        // An error of one unit in z is one of z^2 in the tail.
        const z = normalQuantile(p);
        expect(relativeError(normalCdf(z), p)).toBeLessThanOrEqual(3e-16 * (10 + z * z));
      }),
    );
  });
});
