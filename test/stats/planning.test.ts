import { describe, expect, it } from "vitest";
import { seededGenerator } from "../../src/stats/generator.js";
import { powerT } from "../../src/stats/power-t.js";
import { marginForTost, powerTost, sampleSizeForTost } from "../../src/stats/power-tost.js";
import { sampleSizeForWidth, widthForSampleSize } from "../../src/stats/sample-size-for-width.js";
import { tInterval } from "../../src/stats/t-interval.js";
import { tost } from "../../src/stats/tost.js";
import { welch } from "../../src/stats/welch.js";
import type { TDesign } from "../../src/stats/t-design.js";
import { disagreements, relativeError } from "./agree.js";
import powers from "./fixtures/power-t.json" with { type: "json" };
import sizes from "./fixtures/power-t-n.json" with { type: "json" };
import equivalences from "./fixtures/power-tost.json" with { type: "json" };
import widths from "./fixtures/sample-size-for-width.json" with { type: "json" };

const DESIGNS: readonly TDesign[] = ["two.sample", "one.sample", "paired"];

/** The design of a fixture, whose type is no more than a string. */
function design(type: string): TDesign {
  return DESIGNS[DESIGNS.findIndex((known) => known === type)]!;
}

describe("powerT", () => {
  it("agrees with R's power.t.test(strict = TRUE)", () => {
    const wrong = disagreements(powers.cases, 1e-9, (c) => [
      [powerT({ ...c, type: design(c.type), power: undefined }).power, c.power],
    ]);
    expect(wrong).toEqual([]);
  });

  it("solves for n as R does, where R would not go below 2", () => {
    const wrong = disagreements(sizes.cases, 1e-9, (c) => [
      [powerT({ ...c, type: design(c.type), n: undefined }).n, Math.max(c.n, 2)],
    ]);
    expect(wrong).toEqual([]);
  });

  it("gives the textbook size: 64 a group for half a deviation, 80% power", () => {
    // Cohen (1988), table 2.4.1: n = 64.
    expect(Math.ceil(powerT({ delta: 0.5, power: 0.8 }).n)).toBe(64);
  });

  it("has no more than the level where nothing differs, and never enough values", () => {
    expect(relativeError(powerT({ n: 12, delta: 0 }).power, 0.05)).toBeLessThanOrEqual(1e-12);
    expect(powerT({ power: 0.8, delta: 0 }).n).toBe(Infinity);
    expect(powerT({ power: 0.8, delta: NaN }).n).toBeNaN();
    expect(powerT({ n: 1, delta: 1, type: "paired" }).power).toBeNaN();
    expect(powerT({ power: 0.8, delta: 1e6 }).n).toBe(2);
  });
});

describe("sampleSizeForWidth", () => {
  it("agrees with a search over R's pchisq and qt", () => {
    const wrong = disagreements(widths.cases, 0, (c) => [
      [sampleSizeForWidth({ ...c, type: design(c.type) }), c.n],
    ]);
    expect(wrong).toEqual([]);
  });

  it("keeps its promise: four in five intervals are that narrow, with one value less fewer", () => {
    const n = sampleSizeForWidth({ sd: 1, margin: 0.7, type: "paired" });
    const generator = seededGenerator(4);
    const share = (size: number): number => {
      const trials = 4000;
      let narrow = 0;
      for (let i = 0; i < trials; i += 1) {
        const { lower, upper } = tInterval(Array.from({ length: size }, () => generator.normal()));
        if (upper - lower <= 1.4) narrow += 1;
      }
      return narrow / trials;
    };
    // The standard error of a share of 0.8 in 4000 is 0.0063.
    expect(share(n)).toBeGreaterThan(0.78);
    expect(share(n - 1)).toBeLessThan(0.8);
  });

  it("answers at the ends", () => {
    expect(sampleSizeForWidth({ sd: 0, margin: 1 })).toBe(2);
    expect(sampleSizeForWidth({ sd: 1, margin: 0 })).toBe(Infinity);
    expect(sampleSizeForWidth({ sd: 1, margin: 1e-9 })).toBe(Infinity);
    expect(sampleSizeForWidth({ sd: NaN, margin: 1 })).toBeNaN();
  });
});

describe("widthForSampleSize", () => {
  it("is R's qt(.95, 18) * 2 * sqrt(2 / 10) * sqrt(qchisq(.8, 18) / 18)", () => {
    const half = widthForSampleSize({ n: 10, sd: 2, confidence: 0.9 });
    expect(half).toBeCloseTo(1.74403646144296443, 12);
    expect(widthForSampleSize({ n: 1, sd: 2 })).toBeNaN();
  });
});

describe("marginForTost", () => {
  it("has the power that was asked for, and is R's root of its integral", () => {
    // R: uniroot of integrate over the sample's deviation, as in test/plots/effect-charts.test.ts.
    expect(marginForTost({ n: 10, sd: 2 })).toBeCloseTo(2.7224814651656208, 8);
    for (const n of [2, 3.5, 40, 1e5]) {
      const margin = marginForTost({ n, sd: 3, power: 0.9 });
      expect(powerTost({ n, sd: 3, margin })).toBeCloseTo(0.9, 9);
    }
    expect(marginForTost({ n: 1, sd: 2 })).toBeNaN();
  });
});

describe("powerTost", () => {
  it("agrees with R's integral of pchisq over the difference of the means", () => {
    const wrong = disagreements(equivalences.cases, 1e-8, (c) => [
      [powerTost({ ...c, type: design(c.type) }), c.power],
    ]);
    expect(wrong).toEqual([]);
  });

  it("is the size that R's search finds", () => {
    const wrong = disagreements(equivalences.sizes, 0, (c) => [
      [sampleSizeForTost({ ...c, type: design(c.type) }), c.n],
    ]);
    expect(wrong).toEqual([]);
  });

  it("is how often two one-sided tests find equivalence", () => {
    const n = sampleSizeForTost({ sd: 1, margin: 1 });
    const generator = seededGenerator(11);
    const values = (): number[] => Array.from({ length: n }, () => generator.normal());
    const trials = 4000;
    let found = 0;
    for (let i = 0; i < trials; i += 1)
      if (tost(welch(values(), values()), 1).equivalent) found += 1;
    // The standard error of a share of 0.8 in 4000 is 0.0063.
    expect(Math.abs(found / trials - powerTost({ n, sd: 1, margin: 1 }))).toBeLessThan(0.025);
  });

  it("answers at the ends", () => {
    expect(powerTost({ n: 1, sd: 1, margin: 1 })).toBeNaN();
    expect(powerTost({ n: 5, sd: 1, margin: NaN })).toBeNaN();
    expect(powerTost({ n: 5, sd: 1, margin: 0 })).toBe(0);
    expect(powerTost({ n: 5, sd: 0, margin: 1 })).toBe(1);
    expect(powerTost({ n: 5, sd: 1, margin: 1e6 })).toBeCloseTo(1, 9);
    expect(powerTost({ n: 1e7, sd: 1, margin: 1e-9 })).toBe(0);
    expect(sampleSizeForTost({ sd: 0, margin: 1 })).toBe(2);
    expect(sampleSizeForTost({ sd: 1, margin: 0 })).toBe(Infinity);
    expect(sampleSizeForTost({ sd: 1, margin: 1e-9 })).toBe(Infinity);
    expect(sampleSizeForTost({ sd: NaN, margin: 1 })).toBeNaN();
  });
});
