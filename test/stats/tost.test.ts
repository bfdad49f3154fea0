import { array, assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedT } from "../../src/stats/paired-t.js";
import { tost } from "../../src/stats/tost.js";
import { welch } from "../../src/stats/welch.js";
import { disagreements } from "./agree.js";
import fixture from "./fixtures/tost.json" with { type: "json" };

const GROUP = array(integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 6 });

describe("tost", () => {
  it("agrees with R's t.test, one-sided twice", () => {
    const wrong = disagreements(fixture.cases, 1e-10, (c) => {
      const test = (c.paired ? pairedT : welch)(c.a, c.b);
      const { lower, upper, pLower, pUpper, p } = tost(test, c.margin, { alpha: c.alpha });
      return [
        [lower, c.lower],
        [upper, c.upper],
        [pLower, c.pLower],
        [pUpper, c.pUpper],
        [p, Math.max(c.pLower, c.pUpper)],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("finds equivalence exactly where its interval lies inside the margin", () => {
    const margins = double({ min: 0.1, max: 20, noNaN: true });
    assert(
      property(GROUP, GROUP, margins, (a, b, margin) => {
        const { lower, upper, equivalent, p } = tost(welch(a, b), margin);
        const isInside = lower > -margin && upper < margin;
        expect(equivalent === isInside || Math.abs(p - 0.05) < 1e-9).toBe(true);
      }),
    );
  });

  it("takes a known standard error: the normal distribution", () => {
    // By hand: 2.5 standard errors to the nearer end, pnorm(-2.5) = 0.0062097.
    const { p, equivalent } = tost({ difference: 0.5, standardError: 0.2, df: Infinity }, 1);
    expect(p.toFixed(7)).toBe("0.0062097");
    expect(equivalent).toBe(true);
  });

  it("finds nothing without a standard error or a margin", () => {
    const none = tost(welch([1], [2]), 1);
    expect([none.p, none.equivalent]).toEqual([NaN, false]);
    const test = welch([1, 2, 3], [1, 2, 4]);
    for (const margin of [0, -1, NaN]) {
      expect(tost(test, margin)).toMatchObject({ p: NaN, equivalent: false });
    }
    expect(tost(test, Infinity)).toMatchObject({ p: 0, equivalent: true });
  });
});
