import { assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareCdf, chiSquareUpper } from "../../src/stats/chi-square.js";
import { incompleteBeta } from "../../src/stats/beta.js";
import { incompleteGamma, incompleteGammaUpper } from "../../src/stats/gamma.js";
import { logGamma, logGammaHalfStep } from "../../src/stats/log-gamma.js";
import { disagreements, relativeError } from "./agree.js";
import betaFixture from "./fixtures/incomplete-beta.json" with { type: "json" };
import gammaFixture from "./fixtures/incomplete-gamma.json" with { type: "json" };
import logGammaFixture from "./fixtures/log-gamma.json" with { type: "json" };

describe("logGamma", () => {
  it("agrees with mpmath, in absolute terms near its zeros at 1 and 2", () => {
    const large = logGammaFixture.cases.filter(({ value }) => Math.abs(value) >= 1);
    expect(disagreements(large, 1e-14, (c) => [[logGamma(c.x), c.value]])).toEqual([]);
    const small = logGammaFixture.cases.filter(({ value }) => Math.abs(value) < 1);
    for (const { x, value } of small) expect(Math.abs(logGamma(x) - value)).toBeLessThan(2e-15);
  });

  it("is NaN outside its domain and infinite at its end", () => {
    expect(logGamma(0)).toBeNaN();
    expect(logGamma(-1.5)).toBeNaN();
    expect(logGamma(NaN)).toBeNaN();
    expect(logGamma(Infinity)).toBe(Infinity);
  });

  it("steps by a half without cancellation", () => {
    // Gamma(1) / Gamma(1/2) = 1 / sqrt(pi); for large x the ratio is sqrt(x) (1 - 1 / 8x + ...).
    expect(relativeError(logGammaHalfStep(0.5), -0.5 * Math.log(Math.PI))).toBeLessThan(1e-14);
    const ratio = Math.exp(logGammaHalfStep(1e8));
    expect(relativeError(ratio, 1e4 * (1 - 1 / 8e8))).toBeLessThan(1e-14);
  });
});

describe("incompleteBeta", () => {
  it("agrees with mpmath to 13 digits", () => {
    const wrong = disagreements(betaFixture.cases, 2e-13, (c) => [
      [incompleteBeta(c.x, c.a, c.b), c.value],
    ]);
    expect(wrong).toEqual([]);
  });

  it("is a symmetric distribution function", () => {
    const shape = double({ min: 0.1, max: 500, noNaN: true });
    const point = integer({ min: 0, max: 1024 }).map((k) => k / 1024);
    assert(
      property(point, shape, shape, (x, a, b) => {
        const value = incompleteBeta(x, a, b);
        expect(value >= 0 && value <= 1).toBe(true);
        expect(Math.abs(value + incompleteBeta(1 - x, b, a) - 1)).toBeLessThan(1e-13);
      }),
    );
  });

  it("is NaN outside its domain", () => {
    for (const [x, a, b] of [
      [-0.1, 1, 1],
      [1.1, 1, 1],
      [0.5, 0, 1],
      [0.5, 1, -1],
      [NaN, 1, 1],
      [0.5, NaN, 1],
    ] as const) {
      expect(incompleteBeta(x, a, b)).toBeNaN();
    }
  });
});

describe("incompleteGamma", () => {
  it("agrees with mpmath in both tails to 13 digits", () => {
    const wrong = disagreements(gammaFixture.cases, 2e-13, (c) => [
      [incompleteGamma(c.a, c.x), c.lower],
      [incompleteGammaUpper(c.a, c.x), c.upper],
    ]);
    expect(wrong).toEqual([]);
  });

  it("covers both ends and refuses what is outside", () => {
    expect(incompleteGamma(2, 0)).toBe(0);
    expect(incompleteGamma(2, Infinity)).toBe(1);
    expect(incompleteGammaUpper(2, Infinity)).toBe(0);
    expect(incompleteGamma(0, 1)).toBeNaN();
    expect(incompleteGamma(1, -1)).toBeNaN();
  });

  it("gives chi-square probabilities", () => {
    // With 2 degrees of freedom the upper tail is exp(-x / 2); R: pchisq(3.841458820694124, 1) = 0.95.
    expect(relativeError(chiSquareUpper(50, 2), Math.exp(-25))).toBeLessThan(1e-14);
    expect(relativeError(chiSquareCdf(3.841458820694124, 1), 0.95)).toBeLessThan(1e-14);
    expect(chiSquareCdf(-1, 3)).toBe(0);
  });
});
