import { array, assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { aggregateIntervals } from "../../src/stats/aggregate-intervals.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { iqm } from "../../src/stats/iqm.js";
import { mean } from "../../src/stats/mean.js";
import { optimalityGap } from "../../src/stats/optimality-gap.js";
import { performanceProfile } from "../../src/stats/performance-profile.js";
import { performanceProfileBand } from "../../src/stats/performance-profile-band.js";
import { probabilityOfImprovement } from "../../src/stats/probability-of-improvement.js";
import { probabilityOfImprovementInterval } from "../../src/stats/probability-of-improvement-interval.js";
import { median } from "../../src/stats/quantile.js";
import { stratifiedBootstrap } from "../../src/stats/stratified-bootstrap.js";
import { disagreements } from "./agree.js";
import exact from "./fixtures/stratified-exact.json" with { type: "json" };
import rliable from "./fixtures/stratified-rliable.json" with { type: "json" };

const MEASURES = ["mean", "median", "iqm", "optimalityGap"] as const;

const FUNCTIONS = {
  mean: (scores: readonly ArrayLike<number>[]) => mean(scores.map(mean)),
  median: (scores: readonly ArrayLike<number>[]) => median(scores.map(mean)),
  iqm,
  optimalityGap,
};

const scores = (seed: number, tasks: number, runs: number): number[][] => {
  const generator = seededGenerator(seed);
  return Array.from({ length: tasks }, (_, task) =>
    Array.from({ length: runs }, () => (task / tasks) * Math.exp(0.5 * generator.normal())),
  );
};

const table = array(
  array(double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 5 }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

const [reference] = rliable.cases;
const [enumerated] = exact.cases;

describe("aggregateIntervals", () => {
  it("has rliable's estimates and, without widening, its intervals", () => {
    for (const [i, name] of (["a", "b"] as const).entries()) {
      const theirs = reference!.aggregates[i]!;
      const ours = aggregateIntervals(reference![name], { widen: false, resamples: 40_000 });
      for (const [j, measure] of MEASURES.entries()) {
        const width = theirs.upper[j]! - theirs.lower[j]!;
        expect(ours[measure].estimate).toBeCloseTo(theirs.estimate[j] ?? NaN, 12);
        // Their 20,000 draws leave each end a standard error of 0.005 widths.
        expect(Math.abs(ours[measure].lower - theirs.lower[j]!)).toBeLessThan(0.03 * width);
        expect(Math.abs(ours[measure].upper - theirs.upper[j]!)).toBeLessThan(0.03 * width);
      }
    }
  });

  it("has, widened, the intervals of all resamples as Python lists them", () => {
    const ours = aggregateIntervals(enumerated!.tasks, { resamples: 200_000 });
    for (const measure of MEASURES) {
      const theirs = enumerated![measure];
      expect(ours[measure].estimate).toBeCloseTo(theirs.estimate, 12);
      expect(Math.abs(ours[measure].standardError / theirs.standardError - 1)).toBeLessThan(0.01);
      // So few runs have few different resamples: an end is one of them, or its neighbour.
      const step = 0.1 * theirs.standardError;
      expect(Math.abs(ours[measure].lower - theirs.lower)).toBeLessThan(step);
      expect(Math.abs(ours[measure].upper - theirs.upper)).toBeLessThan(step);
    }
  });

  it("gives each measure what the bootstrap of its function gives", () => {
    for (const widen of [true, false]) {
      const tasks = [...scores(1, 7, 5), ...scores(2, 4, 3), [0.4]];
      const options = { widen, resamples: 500, seed: 8 };
      const together = aggregateIntervals(tasks, options);
      // The gap's own deviations are widened: see below.
      for (const measure of widen ? MEASURES.slice(0, 3) : MEASURES) {
        const alone = stratifiedBootstrap(tasks, FUNCTIONS[measure], options);
        const wrong = disagreements(Object.keys(alone) as (keyof typeof alone)[], 1e-11, (key) => [
          [together[measure][key], alone[key]],
        ]);
        expect(wrong).toEqual([]);
      }
    }
  });

  it("widens a mean's standard error by √(n / (n - 1))", () => {
    const tasks = scores(3, 6, 4);
    const [wide, narrow] = [true, false].map((widen) => aggregateIntervals(tasks, { widen }));
    for (const measure of ["mean", "optimalityGap"] as const)
      expect(wide![measure].standardError / narrow![measure].standardError).toBeCloseTo(
        Math.sqrt(4 / 3),
        9,
      );
  });

  it("measures the gap to another optimum", () => {
    const tasks = scores(4, 5, 3);
    const { optimalityGap: gap } = aggregateIntervals(tasks, { gamma: 0.5 });
    expect(gap.estimate).toBe(optimalityGap(tasks, 0.5));
    expect(gap.lower).toBeLessThan(gap.estimate);
    expect(aggregateIntervals(tasks, { gamma: -1 }).optimalityGap).toEqual({
      estimate: 0,
      lower: 0,
      upper: 0,
      standardError: 0,
    });
  });

  it("has no answer for what has no runs, or is not finite", () => {
    const none = { estimate: NaN, lower: NaN, upper: NaN, standardError: NaN };
    for (const bad of [[], [[]], [[1, 2], []], [[1, NaN]], [[1, Infinity]]]) {
      expect(aggregateIntervals(bad).iqm).toEqual(none);
      expect(stratifiedBootstrap(bad, iqm)).toEqual(none);
      expect(probabilityOfImprovementInterval(bad, bad)).toEqual(none);
    }
    expect(aggregateIntervals([[1, 2]], { resamples: 0 }).mean).toEqual({ ...none, estimate: 1.5 });
  });

  it("has intervals of no width where the runs of every task have one score", () => {
    const tasks = [[0.3, 0.3, 0.3], [0.7, 0.7], [0.9]];
    for (const measure of MEASURES) {
      const { estimate, lower, upper } = aggregateIntervals(tasks)[measure];
      expect([lower, upper]).toEqual([estimate, estimate]);
    }
  });

  it("draws the same every time", () => {
    const tasks = scores(5, 4, 4);
    expect(aggregateIntervals(tasks)).toEqual(aggregateIntervals(tasks, { seed: 0 }));
    expect(aggregateIntervals(tasks).mean.lower).not.toBe(
      aggregateIntervals(tasks, { seed: 1 }).mean.lower,
    );
  });
});

describe("performanceProfileBand", () => {
  it("has rliable's profile and, without widening, its band", () => {
    const { a, thresholds, profile } = reference!;
    const ours = performanceProfileBand(a, thresholds, { widen: false, resamples: 40_000 });
    for (const [i, share] of profile.estimate.entries()) {
      expect(ours.estimate[i]).toBeCloseTo(share, 12);
      // Shares come in steps of one in forty runs.
      expect(Math.abs(ours.lower[i]! - profile.lower[i]!)).toBeLessThan(0.026);
      expect(Math.abs(ours.upper[i]! - profile.upper[i]!)).toBeLessThan(0.026);
    }
  });

  it("gives, without widening, what the bootstrap of each share gives", () => {
    const tasks = [...scores(6, 5, 4), ...scores(7, 3, 2)];
    const thresholds = [0.6, 0.2, 0.2, 1.1];
    const options = { widen: false, resamples: 300 };
    const band = performanceProfileBand(tasks, thresholds, options);
    for (const [i, threshold] of thresholds.entries()) {
      const share = (resample: readonly ArrayLike<number>[]): number =>
        performanceProfile(resample, [threshold])[0] ?? NaN;
      const alone = stratifiedBootstrap(tasks, share, options);
      expect(band.lower[i]).toBeCloseTo(alone.lower, 12);
      expect(band.upper[i]).toBeCloseTo(alone.upper, 12);
    }
  });

  it("holds the profile within [0, 1], and knows no share above NaN", () => {
    assert(
      property(table, array(double({ min: -3, max: 3 }), { maxLength: 5 }), (tasks, thresholds) => {
        const band = performanceProfileBand(tasks, thresholds, { resamples: 50 });
        expect(band.estimate).toEqual(performanceProfile(tasks, thresholds));
        for (const [i, threshold] of thresholds.entries()) {
          const [lower, upper] = [band.lower[i]!, band.upper[i]!];
          const isSingle = tasks.every(({ length }) => length < 2);
          expect(Number.isNaN(lower)).toBe(isSingle || Number.isNaN(threshold));
          expect(lower < 0 || upper > 1 || lower > upper).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
    const none = { estimate: [NaN], lower: [NaN], upper: [NaN] };
    expect(performanceProfileBand([[1, NaN]], [0])).toEqual(none);
  });
});

describe("probabilityOfImprovementInterval", () => {
  it("has rliable's estimate and, without widening, its interval", () => {
    const { a, b, improvement } = reference!;
    const ours = probabilityOfImprovementInterval(a, b, { widen: false, resamples: 40_000 });
    expect(ours.estimate).toBeCloseTo(improvement.estimate[0] ?? NaN, 12);
    expect(Math.abs(ours.lower - improvement.lower[0]!)).toBeLessThan(0.01);
    expect(Math.abs(ours.upper - improvement.upper[0]!)).toBeLessThan(0.01);
  });

  it("is certain where every run wins, ties or loses", () => {
    const [low, high] = [scores(8, 4, 3).map((task) => task.map((x) => x - 10)), scores(9, 4, 5)];
    const certain = (p: number): object => ({ estimate: p, lower: p, upper: p, standardError: 0 });
    expect(probabilityOfImprovementInterval(high, low)).toEqual(certain(1));
    expect(probabilityOfImprovementInterval(low, high)).toEqual(certain(0));
    expect(probabilityOfImprovementInterval([[1, 1, 1]], [[1, 1]])).toEqual(certain(0.5));
  });

  it("widens both methods' deviations", () => {
    // Runs of `b` are all the same: the share of wins is a mean over the runs of `a`.
    const [a, b] = [[Array.from({ length: 20 }, (_, i) => i)], [[9.5, 9.5]]];
    const [wide, narrow] = [true, false].map((widen) =>
      probabilityOfImprovementInterval(a, b, { widen, resamples: 100_000 }),
    );
    // By hand: √(0.5 × 0.5 / 19) and √(0.5 × 0.5 / 20).
    expect(Math.abs(wide!.standardError - Math.sqrt(0.25 / 19))).toBeLessThan(0.001);
    expect(Math.abs(narrow!.standardError - Math.sqrt(0.25 / 20))).toBeLessThan(0.001);
  });

  it("is a share, whatever the scores", () => {
    assert(
      property(table, table, integer(), (a, b, seed) => {
        const tasks = Math.min(a.length, b.length);
        const [first, second] = [a.slice(0, tasks), b.slice(0, tasks)];
        const { estimate, lower, upper } = probabilityOfImprovementInterval(first, second, {
          resamples: 40,
          seed,
        });
        expect(estimate).toBe(probabilityOfImprovement(first, second));
        expect(lower < 0 || lower > upper || upper > 1).toBe(false);
        const isSingle = [...first, ...second].every(({ length }) => length < 2);
        expect(Number.isNaN(lower)).toBe(isSingle);
      }),
      { numRuns: 50 },
    );
    expect(probabilityOfImprovementInterval([[1]], [[1], [2]]).estimate).toBeNaN();
  });

  it("has no interval where every task has one run: nothing tells how runs vary", () => {
    const single = aggregateIntervals([[0.25], [0.75]]);
    expect(single.mean).toEqual({ estimate: 0.5, lower: NaN, upper: NaN, standardError: NaN });
    expect(single.iqm.lower).toBeNaN();
    expect(probabilityOfImprovementInterval([[1]], [[0]])).toMatchObject({
      estimate: 1,
      lower: NaN,
    });
    expect(probabilityOfImprovementInterval([[1, 2]], [[0]]).lower).toBe(1);
  });
});
