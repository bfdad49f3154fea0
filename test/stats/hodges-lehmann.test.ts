import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { seededGenerator } from "../../src/stats/generator.js";
import { hodgesLehmann } from "../../src/stats/hodges-lehmann.js";
import { signedRank } from "../../src/stats/signed-rank.js";
import { disagreements, relativeError } from "./agree.js";
import fixture from "./fixtures/hodges-lehmann.json" with { type: "json" };

const SAMPLE = array(integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 12 });

describe("hodgesLehmann", () => {
  it("agrees with R's wilcox.test(conf.int = TRUE)", () => {
    // R finds the limits of the approximation by a root search to 1e-13, in the unit of the values.
    const wrong = disagreements(fixture.cases, 1e-11, (c) => {
      const b = c.b === null ? undefined : [c.b].flat();
      const { estimate, lower, upper } = hodgesLehmann([c.a].flat(), b, c);
      return [
        [estimate, c.estimate],
        [lower, c.lower],
        [upper, c.upper],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("says which confidence so few values give", () => {
    // By hand: of 2^n choices of signs the extreme one leaves 1 - 2 / 2^n.
    expect(hodgesLehmann([4, 1, 2])).toEqual({
      n: 3,
      estimate: 2.25,
      lower: 1,
      upper: 4,
      confidence: 0.75,
    });
    expect(hodgesLehmann([1, 2, 3, 4, 5]).confidence).toBe(0.9375);
    expect(hodgesLehmann([1, 2, 3, 4, 5, 6]).confidence).toBe(0.96875);
    // 3 against 3: 1 - 2 / choose(6, 3).
    expect(hodgesLehmann([1, 2, 3], [4, 6, 9]).confidence).toBe(0.9);
    const many = hodgesLehmann(
      [1],
      Array.from({ length: 3000 }, (_, i) => i),
    );
    expect([many.lower, many.upper]).toEqual([-2998, 1]);
    expect(many.confidence).toBeLessThan(0.95);
  });

  it("takes the median of all pairs", () => {
    const middle = (values: readonly number[]): number => {
      const sorted = values.toSorted((x, y) => x - y);
      return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[sorted.length >> 1]!) / 2;
    };
    assert(
      property(SAMPLE, SAMPLE, (a, b) => {
        const averages = a.flatMap((x, i) => a.slice(i).map((y) => (x + y) / 2));
        expect(hodgesLehmann(a).estimate + 0).toBe(middle(averages) + 0);
        const differences = a.flatMap((x) => b.map((y) => x - y));
        expect(hodgesLehmann(a, b).estimate + 0).toBe(middle(differences) + 0);
      }),
    );
  });

  it("moves with the values and turns with their sign", () => {
    assert(
      property(SAMPLE, SAMPLE, (a, b) => {
        const [one, moved] = [hodgesLehmann(a), hodgesLehmann(a.map((x) => 4 * x + 100))];
        expect(moved.estimate).toBe(4 * one.estimate + 100);
        expect(moved.lower).toBe(4 * one.lower + 100);
        const [ab, ba] = [hodgesLehmann(a, b), hodgesLehmann(b, a)];
        expect(ab.estimate + ba.estimate).toBe(0);
        expect(Number.isNaN(ab.lower) ? 0 : ab.lower + ba.upper).toBe(0);
      }),
    );
  });

  it("holds the centres that the signed rank test does not reject", () => {
    const values = [1.31, -0.42, 2.17, 0.66, 3.02, 1.84, 0.05, 2.59, -1.13];
    const { lower, upper, confidence } = hodgesLehmann(values);
    const pAt = (centre: number): number => signedRank(values.map((x) => x - centre)).p;
    const level = 1 - confidence;
    for (const limit of [lower, upper]) {
      const inwards = limit === lower ? 1e-6 : -1e-6;
      expect(pAt(limit + inwards)).toBeGreaterThan(level + 1e-9);
      expect(relativeError(pAt(limit - inwards), level)).toBeLessThan(1e-12);
    }
  });

  it("covers the true centre as often as it says, rounded values included", () => {
    const generator = seededGenerator(21);
    const trials = 3000;
    let [covered, coveredRounded] = [0, 0];
    for (let i = 0; i < trials; i += 1) {
      const values = Array.from({ length: 8 }, () => generator.normal());
      const exact = hodgesLehmann(values);
      if (exact.lower <= 0 && 0 <= exact.upper) covered += 1;
      const rounded = hodgesLehmann(values.map((x) => Math.round(x)));
      if (rounded.lower <= 0 && 0 <= rounded.upper) coveredRounded += 1;
    }
    // The confidence of eight values is 0.9609; the standard error of that share in 3000 is 0.0035.
    expect(Math.abs(covered / trials - 0.9609375)).toBeLessThan(0.012);
    expect(coveredRounded / trials).toBeGreaterThan(0.95);
  });

  it("selects among millions of pairs", () => {
    const generator = seededGenerator(22);
    const a = Float64Array.from({ length: 5000 }, () => generator.normal());
    const b = Float64Array.from({ length: 4000 }, () => generator.normal() + 0.5);
    const shift = hodgesLehmann(a, b);
    let above = 0;
    let reached = 0;
    for (const x of a)
      for (const y of b) {
        if (x - y > shift.lower) above += 1;
        if (x - y >= shift.lower) reached += 1;
      }
    // The count that R's formula asks for, with qnorm(.975) = 1.959964.
    const threshold = 1e7 + 0.5 + 1.959963984540054 * Math.sqrt((2e7 / 12) * 9001);
    expect(above < threshold && threshold <= reached).toBe(true);
    expect(shift.lower < -0.5 && -0.5 < shift.upper).toBe(true);
  });

  it("takes huge and tiny values, and values that are all the same", () => {
    expect(hodgesLehmann([1.7e308, 1.5e308, 1.6e308]).estimate).toBe(1.6e308);
    expect(hodgesLehmann([2e-320, 2e-320]).lower).toBe(2e-320);
    const one = Array.from({ length: 300 }, () => 0.1);
    expect(hodgesLehmann(one)).toMatchObject({ estimate: 0.1, lower: 0.1, upper: 0.1 });
    expect(hodgesLehmann(one, one)).toMatchObject({ estimate: 0, lower: 0, upper: 0 });
  });

  it("has no interval for one value, and no answer without values or for ones not finite", () => {
    expect(hodgesLehmann([3])).toEqual({
      n: 1,
      estimate: 3,
      lower: NaN,
      upper: NaN,
      confidence: NaN,
    });
    expect(hodgesLehmann([3], [1])).toMatchObject({ n: 2, estimate: 2, lower: NaN });
    expect(hodgesLehmann([]).estimate).toBeNaN();
    expect(hodgesLehmann([1], []).estimate).toBeNaN();
    expect(hodgesLehmann([1, NaN]).estimate).toBeNaN();
    expect(hodgesLehmann([1, Infinity], [1]).estimate).toBeNaN();
    expect(hodgesLehmann([1, 2, 3], undefined, { confidence: NaN }).lower).toBeNaN();
    expect(hodgesLehmann([1, 2, 3], undefined, { confidence: 1 }).lower).toBe(1);
  });
});
