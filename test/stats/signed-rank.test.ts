import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { seededGenerator } from "../../src/stats/generator.js";
import { pairedDifferences } from "../../src/stats/paired-t.js";
import { signedRank } from "../../src/stats/signed-rank.js";
import { disagreements } from "./agree.js";
import decimals from "./fixtures/signed-rank-decimals.json" with { type: "json" };
import fixture from "./fixtures/signed-rank.json" with { type: "json" };

const DIFFERENCES = array(integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 9 });

describe("signedRank", () => {
  it("agrees with R's wilcox.test, and with exactRankTests where values tie or are 0", () => {
    const wrong = disagreements(fixture.cases, 1e-12, (c) => {
      const test = signedRank(c.values, { exact: c.kind === "exact" });
      expect([test.n, test.exact]).toEqual([c.n, c.kind === "exact"]);
      return [
        [test.v, c.v],
        [test.p, c.p],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("sees the ties of decimal fractions whose differences were rounded", () => {
    const wrong = disagreements(decimals.cases, 0, (c) => {
      const test = signedRank(pairedDifferences(c.a, c.b));
      return [
        [test.v, c.v],
        [test.p, c.p],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("says how small p can get", () => {
    // All of one sign: 2 of the 2^n choices.
    expect(signedRank([1, 2, 3, 4, 5])).toEqual({
      n: 5,
      v: 15,
      p: 0.0625,
      smallest: 0.0625,
      exact: true,
    });
    expect(signedRank([-1, 2, 3, 4, 5, 0]).smallest).toBe(0.0625);
    expect(signedRank([7])).toEqual({ n: 1, v: 1, p: 1, smallest: 1, exact: true });
  });

  it("counts every choice of signs", () => {
    assert(
      property(DIFFERENCES, (differences) => {
        const moved = differences.filter((x) => x !== 0);
        const sizes = moved.map(Math.abs);
        const ranks = sizes.map(
          (x) => sizes.filter((y) => y < x).length + (sizes.filter((y) => y === x).length + 1) / 2,
        );
        const sumOf = (chosen: (i: number) => boolean): number =>
          ranks.reduce((sum, rank, i) => (chosen(i) ? sum + rank : sum), 0);
        const seen = sumOf((i) => moved[i]! > 0);
        const all = Array.from({ length: 2 ** moved.length }, (_, signs) =>
          sumOf((i) => ((signs >> i) & 1) === 1),
        );
        const below = all.filter((sum) => sum <= seen).length;
        const above = all.filter((sum) => sum >= seen).length;
        const { v, p } = signedRank(differences);
        expect(v).toBe(seen);
        expect(p).toBe(Math.min(1, (2 * Math.min(below, above)) / all.length));
        expect(signedRank(differences.map((x) => -x)).p).toBe(p);
      }),
    );
  });

  it("counts up to 200 differences and approximates beyond, without a jump", () => {
    const generator = seededGenerator(11);
    const values = Array.from({ length: 201 }, () => generator.normal() + 0.15);
    const approximated = signedRank(values);
    expect(approximated.exact).toBe(false);
    const counted = signedRank(values.slice(1));
    expect(counted.exact).toBe(true);
    const same = signedRank(values.slice(1), { exact: false });
    expect(Math.abs(same.p - counted.p)).toBeLessThan(0.0005);
  });

  it("keeps its level: few false alarms, and not far fewer than promised", () => {
    const generator = seededGenerator(12);
    const trials = 4000;
    let alarms = 0;
    for (let i = 0; i < trials; i += 1) {
      const rounded = Array.from({ length: 12 }, () => Math.round(2 * generator.normal()));
      if (signedRank(rounded).p <= 0.05) alarms += 1;
    }
    // The standard error of a share of 0.05 in 4000 is 0.0034.
    expect(alarms / trials).toBeLessThan(0.06);
    expect(alarms / trials).toBeGreaterThan(0.025);
  });

  it("has an answer for differences that are all 0, or infinite, and none for NaN", () => {
    expect(signedRank([0, 0, 0])).toEqual({ n: 0, v: 0, p: 1, smallest: 1, exact: true });
    expect(signedRank([0, 0, 0], { exact: false }).p).toBe(1);
    expect(signedRank([Infinity, Infinity, 1]).v).toBe(6);
    expect(signedRank([1, NaN]).p).toBeNaN();
    expect(signedRank([]).p).toBeNaN();
    expect(signedRank([]).v).toBeNaN();
  });
});
