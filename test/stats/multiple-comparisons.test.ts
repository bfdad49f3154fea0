import { array, assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { dunnettCritical, dunnettUpper } from "../../src/stats/dunnett-distribution.js";
import { dunnett, dunnettAdjust } from "../../src/stats/dunnett.js";
import { ptukey, ptukeyUpper, qtukey } from "../../src/stats/ptukey.js";
import { root } from "../../src/stats/root.js";
import { studentTQuantile, studentTTwoSided } from "../../src/stats/student-t.js";
import { tukey, tukeyAdjust } from "../../src/stats/tukey.js";
import { disagreements, relativeError } from "./agree.js";
import distribution from "./fixtures/dunnett-distribution.json" with { type: "json" };
import dunnettFixture from "./fixtures/dunnett.json" with { type: "json" };
import ptukeyFixture from "./fixtures/ptukey.json" with { type: "json" };
import qtukeyFixture from "./fixtures/qtukey.json" with { type: "json" };
import tukeyFixture from "./fixtures/tukey.json" with { type: "json" };

const SMALLEST_NORMAL = 2 ** -1022;
const DF = double({ min: 1, max: 500, noNaN: true });
const LOADING = double({ min: 0, max: 0.98, noNaN: true });

const PLANTS = tukeyFixture.cases[0]!.groups;

describe("root", () => {
  it("finds zeros, also at an end, in steps and far out", () => {
    expect(root((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(root((x) => x, 0, 1)).toBe(0);
    expect(root((x) => x - 1, 0, 1)).toBe(1);
    expect(root((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 14);
    expect(
      relativeError(
        root((x) => Math.log(x / 1e200), 1e199, 1e202),
        1e200,
      ),
    ).toBeLessThan(1e-13);
    expect(root((x) => x * x + 1, 0, 2)).toBeNaN();
  });
});

describe("studentized range", () => {
  it("agrees with scipy", () => {
    for (const { q, groups, df, upper, lower } of ptukeyFixture.cases) {
      const at = [q, groups, df ?? Infinity] as const;
      expect(Math.abs(ptukeyUpper(...at) - upper)).toBeLessThan(1e-11);
      expect(Math.abs(ptukey(...at) - lower)).toBeLessThan(1e-11);
    }
    const wrong = disagreements(qtukeyFixture.cases, 1e-9, (c) => [
      [qtukey(c.p, c.groups, c.df), c.quantile],
    ]);
    expect(wrong).toEqual([]);
  });

  it("is Student's t for two groups, in the far tail too", () => {
    assert(
      property(double({ min: 0.01, max: 200, noNaN: true }), DF, (t, df) => {
        const expected = studentTTwoSided(t, df);
        const upper = ptukeyUpper(t * Math.SQRT2, 2, df);
        // Below the normal numbers a value has few digits left.
        const error = Math.abs(upper - expected) / Math.max(expected, SMALLEST_NORMAL);
        expect(error).toBeLessThan(1e-11);
      }),
      { numRuns: 40 },
    );
  });

  it("is the range of three normal values in a half plane of known area", () => {
    // All differences of three values are at most w: a hexagon; below 0.01 its area times the density at 0.
    const w = 0.01;
    const hexagon = (w * w * Math.sqrt(3)) / (2 * Math.PI);
    expect(relativeError(ptukey(w, 3, Infinity), hexagon)).toBeLessThan(1e-4);
  });

  it("returns from the quantile to the probability", () => {
    assert(
      property(
        double({ min: 0.001, max: 0.9999, noNaN: true }),
        integer({ min: 2, max: 60 }),
        DF,
        (p, groups, df) => {
          expect(Math.abs(ptukey(qtukey(p, groups, df), groups, df) - p)).toBeLessThan(1e-12);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("knows its ends", () => {
    expect([ptukey(0, 3, 10), ptukey(-1, 3, 10), ptukey(Infinity, 3, 10)]).toEqual([0, 0, 1]);
    expect(ptukeyUpper(Infinity, 3, Infinity)).toBe(0);
    expect([qtukey(0, 3, 10), qtukey(1, 3, 10)]).toEqual([0, Infinity]);
    for (const [q, groups, df] of [
      [1, 1, 10],
      [1, 3, 0],
      [NaN, 3, 10],
      [1, NaN, 10],
      [1, 3, NaN],
    ] as const) {
      expect(ptukey(q, groups, df)).toBeNaN();
      expect(qtukey(q === 1 ? 0.5 : q, groups, df)).toBeNaN();
    }
    expect([qtukey(1.1, 3, 10), qtukey(-0.1, 3, 10)]).toEqual([NaN, NaN]);
  });
});

describe("tukey", () => {
  it("agrees with scipy's tukey_hsd, also for groups of different sizes", () => {
    const wrong = disagreements(tukeyFixture.cases, 1e-8, ({ groups, confidence, pairs }) => {
      const actual = tukey(groups, { confidence });
      expect(actual).toHaveLength(pairs.length);
      return pairs.flatMap((expected, i) =>
        (["level", "control", "difference", "p", "lower", "upper"] as const).map(
          (field) => [actual[i]![field], expected[field]] as const,
        ),
      );
    });
    expect(wrong).toEqual([]);
  });

  it("gives R's figures for PlantGrowth", () => {
    expect(tukey(PLANTS).map(({ p }) => p.toFixed(7))).toEqual([
      "0.3908711",
      "0.1979960",
      "0.0120064",
    ]);
  });

  it("adjusts t statistics of either sign, never below the plain p", () => {
    assert(
      property(double({ min: -9, max: 9, noNaN: true }), integer({ min: 2, max: 9 }), (t, k) => {
        const [one, other] = tukeyAdjust([t, -t], k, 20);
        expect(one).toBe(other);
        expect(one).toBeGreaterThanOrEqual(studentTTwoSided(t, 20) * (1 - 1e-9));
      }),
      { numRuns: 40 },
    );
    expect(tukeyAdjust([NaN], 3, 20)).toEqual([NaN]);
  });

  it("has differences but no test without spread, and leaves out empty groups", () => {
    const none = { t: NaN, p: NaN, lower: NaN, upper: NaN };
    expect(
      tukey([
        [1, 1],
        [2, 2],
      ])[0],
    ).toMatchObject({ ...none, difference: 1 });
    expect(tukey([[1], [2]])[0]).toMatchObject({ ...none, difference: 1 });
    expect(tukey([[1, 2]])).toEqual([]);
    const [empty, filled] = tukey([[1, 2], [], [4, 7]]);
    expect(empty).toMatchObject({ ...none, difference: NaN, standardError: NaN });
    expect(filled).toMatchObject({
      ...tukey([
        [1, 2],
        [4, 7],
      ])[0],
      level: 2,
    });
  });
});

describe("dunnett", () => {
  it("agrees with the double integral by mpmath", () => {
    for (const { t, squares, df, upper } of distribution.cases) {
      const actual = dunnettUpper(t, squares.map(Math.sqrt), df ?? Infinity);
      expect(relativeError(actual, upper)).toBeLessThan(1e-11);
      expect(Math.abs(actual - upper)).toBeLessThan(1e-12);
    }
  });

  it("agrees with multcomp, as far as its random integration goes", () => {
    for (const c of dunnettFixture.cases) {
      for (const [i, actual] of dunnett(c.groups).entries()) {
        expect(relativeError(actual.difference, c.difference[i]!)).toBeLessThan(1e-9);
        expect(relativeError(actual.standardError, c.standardError[i]!)).toBeLessThan(1e-10);
        expect(Math.abs(actual.p - c.p[i]!)).toBeLessThan(1e-5);
        const digits = 5e-3 * actual.standardError;
        expect(Math.abs(actual.lower - c.lower[i]!)).toBeLessThan(digits);
        expect(Math.abs(actual.upper - c.upper[i]!)).toBeLessThan(digits);
      }
    }
  });

  it("has intervals that exclude 0 exactly where p is below 5%", () => {
    const lambdas = [0.5, 0.7, 0.9];
    for (const df of [2, 11, Infinity]) {
      const critical = dunnettCritical(0.95, lambdas, df);
      expect(Math.abs(dunnettUpper(critical, lambdas, df) - 0.05)).toBeLessThan(1e-14);
    }
  });

  it("is Student's t for one contrast", () => {
    assert(
      property(double({ min: 0, max: 60, noNaN: true }), LOADING, DF, (t, lambda, df) => {
        const error = relativeError(dunnettUpper(t, [lambda], df), studentTTwoSided(t, df));
        expect(error).toBeLessThan(1e-11);
      }),
      { numRuns: 40 },
    );
    expect(relativeError(dunnettCritical(0.95, [0.7], 9), studentTQuantile(0.975, 9))).toBeLessThan(
      1e-12,
    );
  });

  it("is Šidák's adjustment for contrasts without correlation and a known deviation", () => {
    const single = studentTTwoSided(2.2, Infinity);
    const sidak = 1 - (1 - single) ** 4;
    expect(relativeError(dunnettUpper(2.2, [0, 0, 0, 0], Infinity), sidak)).toBeLessThan(1e-13);
  });

  it("lies between the plain p and Bonferroni's, and does not depend on order or sign", () => {
    const family = array(LOADING, { minLength: 1, maxLength: 6 });
    assert(
      property(double({ min: 0, max: 8, noNaN: true }), family, DF, (t, lambdas, df) => {
        const p = dunnettUpper(t, lambdas, df);
        const single = studentTTwoSided(t, df);
        expect(p).toBeGreaterThanOrEqual(single * (1 - 1e-9));
        expect(p).toBeLessThanOrEqual(lambdas.length * single * (1 + 1e-9));
        const turned = dunnettUpper(
          t,
          lambdas.toReversed().map((x) => -x),
          df,
        );
        expect(relativeError(turned, p)).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it("stays close for a control that is much smaller than the groups", () => {
    for (const lambda of [0.999, 0.9998]) {
      const error = relativeError(dunnettUpper(2.5, [lambda], 12), studentTTwoSided(2.5, 12));
      expect(error).toBeLessThan(1e-9);
    }
    const [same, single] = [dunnettUpper(2.5, [1, 1], 12), studentTTwoSided(2.5, 12)];
    expect(same / single).toBeGreaterThan(1);
    expect(same / single).toBeLessThan(1.03);
  });

  it("knows its ends", () => {
    const r = Math.SQRT1_2;
    expect([dunnettUpper(0, [r, r], 5), dunnettUpper(-1, [r], 5)]).toEqual([1, 1]);
    expect(dunnettUpper(Infinity, [r, r], 5)).toBe(0);
    expect(dunnettUpper(1, [], 5)).toBeNaN();
    expect(dunnettUpper(1, [1.1], 5)).toBeNaN();
    expect(dunnettUpper(1, [NaN], 5)).toBeNaN();
    expect(dunnettUpper(1, [r], 0)).toBeNaN();
    expect(dunnettAdjust([NaN, 0], [r, r], 5)).toEqual([NaN, 1]);
    expect([dunnettCritical(0, [r, r], 5), dunnettCritical(1, [r, r], 5)]).toEqual([0, Infinity]);
    expect(dunnettCritical(2, [r, r], 5)).toBeNaN();
  });

  it("has differences but no test without spread, and leaves out empty groups", () => {
    const none = { t: NaN, p: NaN, lower: NaN, upper: NaN };
    expect(
      dunnett([
        [1, 1],
        [2, 2],
        [4, 4],
      ])[1],
    ).toMatchObject({ ...none, difference: 3 });
    expect(dunnett([[1, 2]])).toEqual([]);
    expect(dunnett([])).toEqual([]);
    expect(dunnett([[], [1, 2], [3, 5]])[0]).toMatchObject({ ...none, difference: NaN });
    const [empty, filled] = dunnett([[1, 2], [], [4, 7]]);
    expect(empty).toMatchObject({ ...none, difference: NaN });
    expect(filled).toMatchObject({
      ...dunnett([
        [1, 2],
        [4, 7],
      ])[0],
      level: 2,
    });
  });
});
