import { array, assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../src/stats/benjamini-hochberg.js";
import { holm } from "../../src/stats/holm.js";
import { hommel } from "../../src/stats/hommel.js";
import { disagreements, orNaN } from "./agree.js";
import fixture from "./fixtures/p-adjust.json" with { type: "json" };

/** Actual beside expected; lists of different lengths disagree. */
function pairs(actual: readonly number[], expected: readonly number[]): [number, number][] {
  const length = Math.max(actual.length, expected.length);
  return Array.from({ length }, (_, i) => [actual[i] ?? -1, expected[i] ?? -2]);
}

const P = array(double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe("p-value adjustments", () => {
  it("agree with R's p.adjust, NA passed through and not counted", () => {
    const wrong = disagreements(fixture.cases, 1e-14, (c) => {
      const p = c.p.map(orNaN);
      return [
        ...pairs(holm(p), c.holm.map(orNaN)),
        ...pairs(hommel(p), c.hommel.map(orNaN)),
        ...pairs(benjaminiHochberg(p), c.bh.map(orNaN)),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("give the published figures for .01 to .05", () => {
    const p = [0.01, 0.02, 0.03, 0.04, 0.05];
    expect(holm(p).map((x) => x.toFixed(14))).toEqual(
      [0.05, 0.08, 0.09, 0.09, 0.09].map((x) => x.toFixed(14)),
    );
    expect(hommel(p).map((x) => x.toFixed(14))).toEqual(p.map(() => (0.05).toFixed(14)));
  });

  it("never lower a p-value, never exceed 1, and keep to their order of power", () => {
    assert(
      property(P, (p) => {
        const [byHolm, byHommel, byRate] = [holm(p), hommel(p), benjaminiHochberg(p)];
        for (const [i, value] of p.entries()) {
          const [h, m, r] = [byHolm[i] ?? NaN, byHommel[i] ?? NaN, byRate[i] ?? NaN];
          expect(r >= value * (1 - 1e-15)).toBe(true);
          expect(m >= r * (1 - 1e-12)).toBe(true);
          expect(h >= m * (1 - 1e-12)).toBe(true);
          expect(h <= 1).toBe(true);
        }
      }),
    );
  });

  it("do not depend on the order in which they are given", () => {
    assert(
      property(P, (p) => {
        for (const adjust of [holm, hommel, benjaminiHochberg]) {
          expect(adjust(p.toReversed())).toEqual(adjust(p).toReversed());
        }
      }),
    );
  });
});
