import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedT } from "../../src/stats/paired-t.js";
import { tInterval } from "../../src/stats/t-interval.js";
import type { TTest } from "../../src/stats/t-test.js";
import { welch } from "../../src/stats/welch.js";
import { disagreements, relativeError } from "./agree.js";
import paired from "./fixtures/paired-t.json" with { type: "json" };
import intervals from "./fixtures/t-interval.json" with { type: "json" };
import welchFixture from "./fixtures/welch.json" with { type: "json" };
import { SLEEP_FIRST, SLEEP_SECOND } from "./sleep.js";

const INTERVAL_FIELDS = ["n", "mean", "sd", "lower", "upper", "df"] as const;
const TEST_FIELDS = ["difference", "lower", "upper", "t", "df", "p", "standardError"] as const;

/** Quarters, so that shifts and scales by powers of two are exact. */
const GROUP = array(
  integer({ min: -400, max: 400 }).map((k) => k / 4),
  { minLength: 2, maxLength: 12 },
);

const defined = (test: TTest): boolean => !Number.isNaN(test.t);

describe("tInterval", () => {
  it("agrees with R's t.test", () => {
    const wrong = disagreements(intervals.cases, 1e-12, (c) => {
      const actual = tInterval(c.values, { confidence: c.confidence });
      return INTERVAL_FIELDS.map((field) => [actual[field], c[field]]);
    });
    expect(wrong).toEqual([]);
  });

  it("has no interval for one value, and none without width but for constants", () => {
    expect(tInterval([])).toEqual({ n: 0, mean: NaN, sd: NaN, lower: NaN, upper: NaN, df: NaN });
    expect(tInterval([3])).toEqual({ n: 1, mean: 3, sd: NaN, lower: NaN, upper: NaN, df: 0 });
    const same = tInterval([0.1, 0.1, 0.1]);
    expect([same.lower, same.mean, same.upper, same.sd]).toEqual([0.1, 0.1, 0.1, 0]);
    expect(tInterval([1, NaN, 2]).lower).toBeNaN();
  });
});

describe("welch", () => {
  it("agrees with R's t.test", () => {
    const wrong = disagreements(welchFixture.cases, 1e-11, (c) => {
      const actual = welch(c.a, c.b, { confidence: c.confidence });
      expect(actual.n).toBe(c.a.length + c.b.length);
      return TEST_FIELDS.map((field) => [actual[field], c[field]]);
    });
    expect(wrong).toEqual([]);
  });

  it("gives the published figures of R's sleep data", () => {
    const { t, df, p } = welch(SLEEP_FIRST, SLEEP_SECOND);
    expect(relativeError(t, -1.860813467)).toBeLessThanOrEqual(1e-9);
    expect(relativeError(df, 17.776474)).toBeLessThanOrEqual(1e-7);
    expect(relativeError(p, 0.0793941402)).toBeLessThanOrEqual(1e-8);
  });

  it("has a difference but no test where R refuses", () => {
    const without = { lower: NaN, upper: NaN, t: NaN, df: NaN, p: NaN };
    expect(welch([1, 1, 1], [2, 2])).toEqual({
      ...without,
      n: 5,
      difference: -1,
      standardError: 0,
    });
    // The spread is rounding only: 0.1 + 0.2 is not 0.3.
    expect(welch([0.3, 0.1 + 0.2], [0.3, 0.3])).toMatchObject(without);
    expect(welch([1], [2, 3])).toMatchObject({ ...without, difference: -1.5 });
    expect(welch([], [2, 3])).toMatchObject({ ...without, difference: NaN });
    expect(welch([1, NaN], [2, 3])).toMatchObject({ ...without, difference: NaN });
  });

  it("changes sign with the groups, and nothing else", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        const [one, other] = [welch(a, b), welch(b, a)];
        expect(relativeError(one.difference, -other.difference)).toBeLessThanOrEqual(0);
        if (!defined(one)) return;
        expect(relativeError(one.p, other.p)).toBeLessThanOrEqual(1e-12);
        expect(Math.abs(one.lower + other.upper)).toBeLessThan(1e-9);
      }),
    );
  });

  it("does not depend on origin and unit", () => {
    assert(
      property(GROUP, GROUP, constantFrom(-8, 0.5, 2 ** 20, 2 ** -400), (a, b, scale) => {
        const move = (x: number): number => (x + 16) * scale;
        const [plain, moved] = [welch(a, b), welch(a.map(move), b.map(move))];
        expect(relativeError(moved.difference, plain.difference * scale)).toBeLessThanOrEqual(
          1e-10,
        );
        if (!defined(plain)) return;
        expect(relativeError(moved.p, plain.p)).toBeLessThanOrEqual(1e-9);
        expect(relativeError(moved.df, plain.df)).toBeLessThanOrEqual(1e-10);
      }),
    );
  });

  it("excludes 0 at 95% exactly where p is below 5%", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        const { lower, upper, p } = welch(a, b);
        if (Number.isNaN(p) || Math.abs(p - 0.05) < 1e-9) return;
        expect(p >= 0 && p <= 1).toBe(true);
        expect(lower > 0 || upper < 0).toBe(p < 0.05);
      }),
    );
  });
});

describe("pairedT", () => {
  it("agrees with R's t.test(paired = TRUE)", () => {
    const wrong = disagreements(paired.cases, 1e-11, (c) => {
      const actual = pairedT(c.a, c.b, { confidence: c.confidence });
      expect(actual.n).toBe(c.a.length);
      return TEST_FIELDS.map((field) => [actual[field], c[field]]);
    });
    expect(wrong).toEqual([]);
  });

  it("gives the published figures of R's sleep data", () => {
    const { t, p, df } = pairedT(SLEEP_FIRST, SLEEP_SECOND);
    expect(relativeError(t, -4.062127683)).toBeLessThanOrEqual(1e-9);
    expect(relativeError(p, 0.00283289)).toBeLessThanOrEqual(1e-6);
    expect(df).toBe(9);
  });

  it("has a difference but no test where R refuses", () => {
    const without = { lower: NaN, upper: NaN, t: NaN, df: NaN, p: NaN };
    // All pairs differ by the same, but for rounding.
    const shifted = pairedT([0.3, 0.5, 0.8], [0.2, 0.4, 0.7]);
    expect(shifted).toMatchObject(without);
    expect(relativeError(shifted.difference, 0.1)).toBeLessThanOrEqual(1e-14);
    expect(pairedT([3], [1])).toMatchObject({ n: 1, difference: 2, lower: NaN, t: NaN, p: NaN });
    expect(pairedT([], [])).toMatchObject({ n: 0, difference: NaN, p: NaN });
    expect(pairedT([1, 2, 3], [1, 2])).toMatchObject({ n: 3, difference: NaN, p: NaN });
  });

  it("does not see what a pair has in common", () => {
    assert(
      property(GROUP, integer({ min: -64, max: 64 }), (a, seed) => {
        const b = a.map((x, i) => x / 2 + ((i * 7) % 5));
        const effect = a.map((_, i) => ((i + seed) * 13) % 32);
        const plain = pairedT(a, b);
        const moved = pairedT(
          a.map((x, i) => x + (effect[i] ?? 0)),
          b.map((x, i) => x + (effect[i] ?? 0)),
        );
        expect(relativeError(moved.difference, plain.difference)).toBeLessThanOrEqual(1e-10);
        if (!defined(plain)) return;
        expect(relativeError(moved.p, plain.p)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});
