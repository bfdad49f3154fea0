import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { iqm } from "../../src/stats/iqm.js";
import { optimalityGap } from "../../src/stats/optimality-gap.js";
import { performanceProfile } from "../../src/stats/performance-profile.js";
import { probabilityOfImprovement } from "../../src/stats/probability-of-improvement.js";
import { disagreements, relativeError } from "./agree.js";
import fixture from "./fixtures/rliable.json" with { type: "json" };
import trimmed from "./fixtures/trim-mean.json" with { type: "json" };

const TASK = array(integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 });
const SCORES = array(TASK, { minLength: 1, maxLength: 5 });

describe("figures over tasks", () => {
  it("agree with rliable", () => {
    const wrong = disagreements(fixture.cases, 1e-12, (c) => [
      [iqm(c.a), c.iqm],
      [optimalityGap(c.a), c.optimalityGap],
      [optimalityGap(c.a, 0.5), c.optimalityGapHalf],
      [probabilityOfImprovement(c.a, c.b), c.probabilityOfImprovement],
      ...performanceProfile(c.a, c.taus).map((share, i) => [share, c.profile[i] ?? NaN] as const),
    ]);
    expect(wrong).toEqual([]);
  });

  it("pool the runs for the interquartile mean: 39.5 of 0 to 79", () => {
    const flat = Array.from({ length: 80 }, (_, i) => i);
    expect(iqm(flat)).toBe(39.5);
    const tasks = Array.from({ length: 16 }, (_, task) => flat.filter((i) => i % 16 === task));
    expect(iqm(tasks)).toBe(39.5);
    expect(iqm(tasks.map((task) => Float32Array.from(task)))).toBe(39.5);
  });

  it("trim as scipy's trim_mean does", () => {
    const wrong = disagreements(trimmed.cases, 1e-15, (c) => [[iqm(c.values), c.iqm]]);
    expect(wrong).toEqual([]);
  });

  it("weigh tasks of different numbers of runs the same, where they average over tasks", () => {
    // By hand: 1 of 1 and 1 of 4; (1 + 1/4) / 2.
    expect(performanceProfile([[2], [2, 0, 0, 0]], [1])).toEqual([0.625]);
    // 1 and 1/2 of the pairs, then halved.
    expect(probabilityOfImprovement([[2], [2, 0]], [[1], [1, 1]])).toBe(0.75);
  });

  it("fall from 1 to 0 as the threshold grows", () => {
    assert(
      property(SCORES, (scores) => {
        const shares = performanceProfile(scores, [-Infinity, -5, 0, 5, 9, Infinity]);
        expect([shares[0], shares.at(-2), shares.at(-1)]).toEqual([1, 0, 0]);
        expect(shares.toSorted((x, y) => y - x)).toEqual(shares);
      }),
    );
  });

  it("turn with the methods, and stay within the values", () => {
    assert(
      property(SCORES, (scores) => {
        const shifted = scores.map((task) => task.map((x) => x + 1));
        const share = probabilityOfImprovement(scores, shifted);
        expect(Math.abs(share + probabilityOfImprovement(shifted, scores) - 1)).toBeLessThan(1e-15);
        const all = scores.flat();
        expect(iqm(scores) >= Math.min(...all) && iqm(scores) <= Math.max(...all)).toBe(true);
        expect(relativeError(iqm(shifted), iqm(scores) + 1) < 1e-9 || iqm(scores) === -1).toBe(
          true,
        );
        expect(optimalityGap(scores, 9)).toBeGreaterThanOrEqual(optimalityGap(scores, 0));
        expect(optimalityGap(scores, -9)).toBe(0);
      }),
    );
  });

  it("cut off infinities, but never hide NaN", () => {
    expect(iqm([-Infinity, 1, 2, Infinity])).toBe(1.5);
    expect(iqm([1, 2, 3, 4, NaN])).toBeNaN();
    expect(optimalityGap([Infinity, 0.5])).toBe(0.25);
    expect(optimalityGap([NaN, 0.5])).toBeNaN();
    expect(performanceProfile([[1, NaN]], [0])).toEqual([NaN]);
    expect(performanceProfile([[1]], [NaN])).toEqual([NaN]);
    expect(probabilityOfImprovement([[NaN]], [[1]])).toBeNaN();
  });

  it("have no answer without runs, or for tasks that do not match", () => {
    expect(iqm([])).toBeNaN();
    expect(optimalityGap([])).toBeNaN();
    expect(performanceProfile([], [1])).toEqual([NaN]);
    expect(performanceProfile([[1], []], [0])).toEqual([NaN]);
    expect(performanceProfile([[1]], [])).toEqual([]);
    expect(probabilityOfImprovement([], [])).toBeNaN();
    expect(probabilityOfImprovement([[1]], [[1], [2]])).toBeNaN();
    expect(probabilityOfImprovement([[1]], [[]])).toBeNaN();
  });
});
