import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { seededGenerator } from "../../src/stats/generator.js";
import { pairedDifferences } from "../../src/stats/paired-t.js";
import { permutationTest } from "../../src/stats/permutation-test.js";
import { signFlipTest } from "../../src/stats/sign-flip-test.js";
import { disagreements } from "./agree.js";
import splits from "./fixtures/permutation-test.json" with { type: "json" };
import scipy from "./fixtures/permutation-test-scipy.json" with { type: "json" };
import flips from "./fixtures/sign-flip-test.json" with { type: "json" };
import { SLEEP_FIRST, SLEEP_SECOND } from "./sleep.js";

/** Another origin and unit, which also brings rounding. */
const move = (x: number): number => 0.1 * x + 1234.5;

const normals = (seed: number, n: number, shift: number): number[] => {
  const generator = seededGenerator(seed);
  return Array.from({ length: n }, () => generator.normal() + shift);
};

describe("permutationTest", () => {
  it("agrees with enumeration in exact fractions, ties included", () => {
    const wrong = disagreements(splits.cases, 1e-14, (c) => [[permutationTest(c.a, c.b).p, c.p]]);
    expect(wrong).toEqual([]);
  });

  it("agrees with scipy's permutation_test", () => {
    const wrong = disagreements(scipy.cases, 1e-14, (c) => [[permutationTest(c.a, c.b).p, c.p]]);
    expect(wrong).toEqual([]);
  });

  it("says how small p can get", () => {
    // 2 / choose(6, 3) and 2 / choose(10, 5).
    expect(permutationTest([1, 2, 3], [7, 8, 9])).toEqual({ p: 0.1, smallest: 0.1, exact: true });
    const five = permutationTest([1, 2, 3, 4, 5], [7, 8, 9, 10, 11]);
    expect(five).toEqual({ p: 2 / 252, smallest: 2 / 252, exact: true });
    expect(permutationTest([1], [2])).toEqual({ p: 1, smallest: 1, exact: true });
  });

  it("draws beyond twenty values, and draws the same every time", () => {
    const [a, b] = [normals(1, 14, 0), normals(2, 12, 0.7)];
    const test = permutationTest(a, b);
    expect(test.exact).toBe(false);
    expect(test.smallest).toBe(2 / 10_001);
    expect(permutationTest(a, b)).toEqual(test);
    const other = permutationTest(a, b, { generator: seededGenerator(9), draws: 40_000 });
    // The standard error of 10,000 draws is 0.003 at p = 0.1.
    expect(Math.abs(test.p - other.p)).toBeLessThan(0.015);
    expect(other.p).not.toBe(test.p);
  });

  it("never reaches 0 by drawing", () => {
    const far = permutationTest(normals(1, 15, 0), normals(2, 15, 50));
    expect(far.p).toBe(far.smallest);
  });

  it("approaches the exact p by drawing", () => {
    // 1 against 20 values: 21 splits, of which the largest value alone is the most extreme. By hand: 2 / 21.
    const test = permutationTest(
      [100],
      Array.from({ length: 20 }, (_, i) => i),
    );
    expect(test.smallest).toBe(2 / 21);
    expect(Math.abs(test.p - 2 / 21)).toBeLessThan(0.01);
  });

  it("does not depend on origin, unit, order or which group comes first", () => {
    const group = array(integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 5 });
    assert(
      property(group, group, (a, b) => {
        const { p } = permutationTest(a, b);
        expect(p > 0 && p <= 1).toBe(true);
        expect(permutationTest(b, a).p).toBe(p);
        expect(permutationTest(a.toReversed(), b).p).toBe(p);
        expect(permutationTest(a.map(move), b.map(move)).p).toBe(p);
      }),
    );
  });

  it("has no answer without values, or with ones that are not finite", () => {
    const none = { p: NaN, smallest: NaN, exact: true };
    expect(permutationTest([], [1])).toEqual(none);
    expect(permutationTest([1, NaN], [1])).toEqual(none);
    expect(permutationTest([1, Infinity], [1])).toEqual(none);
  });
});

describe("signFlipTest", () => {
  it("agrees with enumeration in exact fractions, ties included", () => {
    const wrong = disagreements(flips.cases, 1e-14, (c) => [
      [signFlipTest(pairedDifferences(c.a, c.b)).p, c.p],
    ]);
    expect(wrong).toEqual([]);
  });

  it("gives the published figure of R's sleep data", () => {
    const test = signFlipTest(pairedDifferences(SLEEP_FIRST, SLEEP_SECOND));
    expect(test).toEqual({ p: 0.00390625, smallest: 2 / 1024, exact: true });
  });

  it("counts a million choices of signs, and draws beyond", () => {
    const twenty = signFlipTest(normals(3, 20, 5));
    expect(twenty).toEqual({ p: 2 / 2 ** 20, smallest: 2 / 2 ** 20, exact: true });
    const more = signFlipTest(normals(3, 21, 5));
    expect(more).toEqual({ p: 2 / 10_001, smallest: 2 / 10_001, exact: false });
  });

  it("has no answer without differences, or with ones that are not finite", () => {
    expect(signFlipTest([]).p).toBeNaN();
    expect(signFlipTest([1, NaN]).p).toBeNaN();
    expect(signFlipTest([0, 0])).toEqual({ p: 1, smallest: 0.5, exact: true });
  });
});
