import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { cliffsDelta } from "../../src/stats/cliffs-delta.js";
import { hedgesG } from "../../src/stats/hedges-g.js";
import { disagreements, relativeError } from "./agree.js";
import fixture from "./fixtures/effect-size.json" with { type: "json" };

const GROUP = array(integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 9 });

describe("effect sizes", () => {
  it("agree with scipy's gamma function and Mann-Whitney's U", () => {
    const wrong = disagreements(fixture.cases, 1e-12, (c) => [
      [hedgesG(c.a, c.b), c.hedgesG],
      [cliffsDelta(c.a, c.b), c.cliffsDelta],
    ]);
    expect(wrong).toEqual([]);
  });

  it("correct the smallest samples exactly", () => {
    // By hand: two and two values, d = -2 / sqrt(1/2), J(2) = Gamma(1) / (sqrt(1) Gamma(1/2)) = 1 / sqrt(pi).
    expect(
      relativeError(hedgesG([1, 2], [3, 4]), -2 / Math.sqrt(0.5) / Math.sqrt(Math.PI)),
    ).toBeLessThanOrEqual(1e-14);
  });

  it("change sign with the groups", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        expect(relativeError(hedgesG(a, b), -hedgesG(b, a))).toBeLessThanOrEqual(1e-12);
        expect(relativeError(cliffsDelta(a, b), -cliffsDelta(b, a))).toBeLessThanOrEqual(1e-15);
        expect(Math.abs(cliffsDelta(a, b))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("count every pair for Cliff's delta", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        const signs = a.flatMap((x) => b.map((y) => Math.sign(x - y)));
        const sum = signs.reduce((total, sign) => total + sign, 0);
        expect(relativeError(cliffsDelta(a, b), sum / signs.length)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("are NaN where they are not defined", () => {
    expect(hedgesG([1], [2, 3])).toBeNaN();
    expect(hedgesG([1, 1], [2, 2])).toBeNaN();
    expect(hedgesG([1, NaN], [2, 3])).toBeNaN();
    expect(cliffsDelta([], [1])).toBeNaN();
    expect(cliffsDelta([1], [NaN])).toBeNaN();
    expect(cliffsDelta([Infinity], [1])).toBe(1);
  });
});
