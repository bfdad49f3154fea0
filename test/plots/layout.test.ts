import { array, assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { curveDomain } from "../../src/plots/kinds/curves/curve-domain.js";
import { nearby } from "../../src/plots/marks/nearby.js";
import { cleanCurve, valueAt } from "../../src/plots/kinds/curves/curve-points.js";
import { groupCurves } from "../../src/plots/kinds/curves/curve-groups.js";
import { dodge } from "../../src/plots/marks/dodge.js";
import { domainOf } from "../../src/plots/marks/domain.js";
import { levelStyles } from "../../src/plots/look/level-style.js";
import { spansDecades, stepScale } from "../../src/plots/kinds/curves/step-axis.js";
import { swarmOffsets } from "../../src/plots/marks/swarm.js";
import { tDensity } from "../../src/plots/kinds/estimation/t-density.js";

describe("dodge", () => {
  it("leaves labels that do not collide where they are", () => {
    expect(dodge([10, 200, 90], 15, 280)).toEqual([10, 200, 90]);
  });

  it("moves two that collide apart by the same amount", () => {
    expect(dodge([100, 104], 15, 280)).toEqual([94.5, 109.5]);
  });

  it("keeps order and gaps, and stays inside while there is room", () => {
    assert(
      property(array(double({ min: 0, max: 280, noNaN: true }), { maxLength: 18 }), (wanted) => {
        const places = dodge(wanted, 15, 280);
        const order = wanted.map((_, i) => i).toSorted((a, b) => wanted[a]! - wanted[b]! || a - b);
        const sorted = order.map((i) => places[i]!);
        expect(sorted.every((place) => place >= -1e-9 && place <= 280 + 1e-9)).toBe(true);
        const gaps = sorted.slice(1).map((place, i) => place - sorted[i]!);
        expect(gaps.every((gap) => gap >= 15 - 1e-9)).toBe(true);
      }),
    );
  });
});

describe("swarmOffsets", () => {
  it("covers no point by another while there is room, and stays within reach", () => {
    const positions = [0, 0.1, 0.2, 3, 3, 9, 20, 20.5];
    const offsets = swarmOffsets(positions, { diameter: 5, reach: 15 });
    for (const [i, one] of positions.entries()) {
      expect(Math.abs(offsets[i]!)).toBeLessThanOrEqual(15);
      for (let j = 0; j < i; j++) {
        expect(Math.hypot(one - positions[j]!, offsets[i]! - offsets[j]!)).toBeGreaterThanOrEqual(
          4.9,
        );
      }
    }
  });

  it("puts a lone point in the middle", () => {
    expect(swarmOffsets([7], { diameter: 5, reach: 15 })).toEqual([0]);
  });
});

describe("domainOf", () => {
  it.each([
    [[], [0, 1]],
    [
      [NaN, Infinity],
      [0, 1],
    ],
    [
      [0, 10],
      [-0.6, 10.6],
    ],
    [[5], [4.5, 5.5]],
    [[-0], [-0.5, 0.5]],
  ])("of %j is %j", (values, domain) => {
    const [low, high] = domainOf(values);
    expect(low).toBeCloseTo(domain[0]!, 12);
    expect(high).toBeCloseTo(domain[1]!, 12);
  });

  it("stays finite for the largest numbers", () => {
    expect(domainOf([-1.7e308, 1.7e308]).every(Number.isFinite)).toBe(false);
    expect(domainOf([0, 1.5e308]).every(Number.isFinite)).toBe(true);
  });
});

describe("levelStyles", () => {
  it("gives up to eight levels colours of their own", () => {
    const styles = levelStyles(["a", "b", "c", "d", "e", "f", "g", "h"]);
    expect(new Set(styles.map(({ colour }) => colour)).size).toBe(8);
    expect(new Set(styles.map(({ dash }) => String(dash))).size).toBe(8);
    expect(new Set(styles.map(({ shape }) => shape)).size).toBe(8);
  });

  it("beyond eight keeps colour for those that stand out", () => {
    const levels = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    const styles = levelStyles(levels, { standOut: ["a", "h"] });
    expect(styles.filter(({ standsOut }) => standsOut).map(({ level }) => level)).toEqual([
      "a",
      "h",
    ]);
    expect(new Set(styles.map(({ colour }) => colour)).size).toBe(3);
  });

  it("does not depend on the order of the levels", () => {
    const colours = (levels: readonly number[]): unknown[] =>
      levelStyles(levels)
        .toSorted((a, b) => Number(a.level) - Number(b.level))
        .map(({ colour }) => colour);
    expect(colours([0.1, 0.01, 1])).toEqual(colours([1, 0.1, 0.01]));
  });
});

describe("spansDecades", () => {
  it.each([
    [[0.001, 0.01, 0.1], true],
    [[10, 100, 1000], true],
    [[1, 2, 3], false],
    [[0, 1, 1000], false],
    [[-1, 1, 1000], false],
    [[1, 1000], false],
    [Array.from({ length: 1000 }, (_, i) => i + 1), false],
  ])("%j: %s", (values, expected) => {
    expect(spansDecades(values)).toBe(expected);
  });
});

describe("stepScale", () => {
  it.each([
    [[1, 10, 100], "log"],
    [[0, 1, 10, 100], "symlog"],
    [[0, 1, 2, 3], "linear"],
    [Array.from({ length: 1000 }, (_, i) => i), "linear"],
  ])("of %j is %s", (steps, scale) => {
    expect(stepScale(steps)).toBe(scale);
  });
});

describe("tDensity", () => {
  it("is the t density of the difference: R's dt(1.35 * qt(.975, 9), 9) / dt(0, 9) at its tip", () => {
    const contrast = { difference: 1, lower: 1 - 2.2621571628, upper: 1 + 2.2621571628, df: 9 };
    const points = tDensity(contrast as never, 0.95);
    expect(points[20]).toEqual({ value: 1, height: 1 });
    expect(points[40]!.value).toBeCloseTo(1 + 1.35 * 2.2621571628, 9);
    expect(points[40]!.height).toBeCloseTo(0.0285646669146, 9);
    for (let i = 0; i < 41; i++) expect(points[i]!.height).toBeCloseTo(points[40 - i]!.height, 12);
  });

  it("has no shape where there is no interval", () => {
    expect(tDensity({ difference: 1, lower: NaN, upper: NaN, df: NaN } as never, 0.95)).toEqual([]);
    expect(tDensity({ difference: 1, lower: 1, upper: 1, df: 3 } as never, 0.95)).toEqual([]);
  });
});

describe("curves", () => {
  const curve = (step: number[], value: number[], died = false) => ({
    facets: [],
    levels: ["a"],
    seed: 0,
    run: 1,
    died,
    step,
    value,
  });

  it("leaves out and counts what cannot be drawn", () => {
    const values = [1, NaN, 0, -2, 5];
    expect(cleanCurve(curve([0, 1, 2, 3, 4], values), false, false)).toMatchObject({
      notFinite: 1,
      notPositive: 0,
    });
    const log = cleanCurve(curve([0, 1, 2, 3, 4], values), true, true);
    expect(log).toMatchObject({ notFinite: 1, notPositive: 3, points: [{ step: 4, value: 5 }] });
  });

  it("ends early when it failed or stopped being finite", () => {
    expect(cleanCurve(curve([0, 1], [1, 2]), false, false).endsEarly).toBe(false);
    expect(cleanCurve(curve([0, 1], [1, 2], true), false, false).endsEarly).toBe(true);
    expect(cleanCurve(curve([0, 1], [1, NaN]), false, false).endsEarly).toBe(true);
  });

  it("interpolates between its steps and never beyond", () => {
    const { points } = cleanCurve(curve([0, 10, 30], [1, 2, 6]), false, false);
    expect([-1, 0, 5, 10, 20, 30, 31].map((step) => valueAt(points, step))).toEqual([
      NaN,
      1,
      1.5,
      2,
      4,
      6,
      NaN,
    ]);
  });

  it("averages the runs that have a step: mean 2 and interval ±2.484138 for 1, 2, 3 (R: t.test(1:3))", () => {
    const clean = [1, 2, 3].map((end) => cleanCurve(curve([0, 1], [end, end]), false, false));
    const short = cleanCurve(curve([0], [2]), false, false);
    const [group] = groupCurves([...clean, short], { steps: 100, confidence: 0.95 });
    expect(group!.means.map(({ n }) => n)).toEqual([4, 3]);
    expect(group!.means[1]!.mean).toBe(2);
    expect(group!.means[1]!.upper).toBeCloseTo(4.484138, 6);
  });

  it("keeps to the bulk of the values when a few blew up, and counts those", () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 3 ? 1e30 : i / 1000));
    const clean = cleanCurve(
      curve(
        values.map((_, i) => i),
        values,
      ),
      false,
      false,
    );
    const found = curveDomain(groupCurves([clean], { steps: 10, confidence: 0.95 }), "linear");
    expect(found.beyond).toBe(3);
    expect(found.domain[1]).toBeLessThan(2);
    expect(found.meansBeyond).toBe(1);
    expect(nearby(1e30, found)).toBeLessThan(12);
  });

  it("keeps to the bulk of the runs when a few lie far from them, but never cuts a mean", () => {
    const runs = Array.from({ length: 20 }, (_, i) => {
      const end = i === 0 ? 90 : 1 + i / 20;
      return { ...cleanCurve(curve([0, 1], [end, end]), false, false), seed: i };
    });
    const groups = groupCurves(runs, { steps: 10, confidence: 0.95 });
    const { domain, beyond, meansBeyond } = curveDomain(groups, "linear");
    // By hand: 19 runs at 1.05 to 1.95, and the mean of all is (90 + 28.5) / 20 = 5.925.
    expect([beyond, meansBeyond]).toEqual([2, 0]);
    expect(domain[0]).toBeLessThan(1.05);
    expect(domain[1]).toBeGreaterThan(5.925);
    expect(domain[1]).toBeLessThan(9);
  });
});
