import { describe, expect, it } from "vitest";
import {
  bestStep,
  firstStepWhere,
  REDUCERS,
  reduceSeries,
  valueAtStep,
} from "../../src/frame/reduce.js";
import type { Series } from "../../src/util/series.js";

const series = (value: readonly number[], step: readonly number[] = [...value.keys()]): Series => ({
  step: Float64Array.from(step),
  time: new Float64Array(value.length).fill(NaN),
  value: Float64Array.from(value),
});

describe("reduceSeries", () => {
  it.each([
    ["last", 2],
    ["final", 2],
    ["first", 4],
    ["min", 1],
    ["max", 8],
    ["mean", 3.75],
    ["median", 3], // numpy.median
    ["auc", 4], // (4 + 1) / 2 + (1 + 8) / 2 + (8 + 2) / 2 = 12, over 3 steps
  ] as const)("%s of 4, 1, 8, 2 is %d", (reducer, expected) => {
    expect(reduceSeries(series([4, 1, 8, 2]), reducer)).toBe(expected);
  });

  it("has nothing of nothing", () => {
    for (const reducer of REDUCERS) {
      expect(reduceSeries(undefined, reducer)).toBeNull();
      expect(reduceSeries(series([]), reducer)).toBeNull();
    }
  });

  // numpy.trapezoid(value, step) / (step[-1] - step[0])
  it.each([
    [[0, 1, 4, 10], [2, 4, 1, 7], 3.45],
    [[0, 10, 11, 12, 400], [1e-300, 0.1, 0.7, -3, 1e3], 483.544375],
    [[0, 1, 4, 10], [2, NaN, 1, 7], 3], // as if the sample were not there
    [[0, 4, 10], [2, 1, 7], 3],
    [[7], [5], 5],
    [[NaN], [5], 5],
    [[-3, -1], [1, 3], 2],
  ])("auc at the steps %j of %j is %d", (step, value, expected) => {
    expect(reduceSeries(series(value, step), "auc")).toBeCloseTo(expected, 10);
  });

  it("the median is in the middle, whatever the sizes", () => {
    expect(reduceSeries(series([5]), "median")).toBe(5);
    expect(reduceSeries(series([1, 2]), "median")).toBe(1.5);
    expect(reduceSeries(series([10, 9, 100]), "median")).toBe(10); // sorted as numbers
    expect(reduceSeries(series([1e-300, 5, -2, 1e300]), "median")).toBe(2.5);
    expect(reduceSeries(series([-Infinity, 1, Infinity]), "median")).toBe(1);
  });

  it("passes over NaN in min, max, mean, median and auc, and not in first and last", () => {
    const values = series([NaN, 3, 1, NaN]);
    expect(reduceSeries(values, "min")).toBe(1);
    expect(reduceSeries(values, "max")).toBe(3);
    expect(reduceSeries(values, "mean")).toBe(2);
    expect(reduceSeries(values, "median")).toBe(2);
    expect(reduceSeries(values, "auc")).toBe(2);
    expect(reduceSeries(values, "first")).toBeNaN();
    expect(reduceSeries(values, "last")).toBeNaN();
    for (const reducer of ["min", "max", "mean", "median", "auc"] as const)
      expect(reduceSeries(series([NaN, NaN]), reducer)).toBeNaN();
  });

  it("keeps infinities", () => {
    expect(reduceSeries(series([1, Infinity, -Infinity]), "max")).toBe(Infinity);
    expect(reduceSeries(series([1, Infinity]), "mean")).toBe(Infinity);
  });

  it("final is the value at the planned step, and null where the run did not come so far", () => {
    const short = series([5, 4, 3], [0, 10, 20]);
    expect(reduceSeries(short, "final", { plannedStep: 20 })).toBe(3);
    expect(reduceSeries(short, "final", { plannedStep: 30 })).toBeNull();
    expect(reduceSeries(short, "final", { plannedStep: 10 })).toBe(4);
    expect(reduceSeries(series([0.9], [NaN]), "final", { plannedStep: 30 })).toBe(0.9); // a test score at the end
  });

  // ceil(5 * 0.25) = 2, ceil(5 * 0.2) = 1, and never fewer than one
  it.each([
    [1, 3],
    [0.25, 4.5],
    [0.2, 5],
    [0.0001, 5],
  ])("mean of the last %d of 1 to 5 is %d", (tail, expected) => {
    expect(reduceSeries(series([1, 2, 3, 4, 5]), "mean", { tail })).toBe(expected);
  });

  it("takes a hundred thousand samples", () => {
    const long = series(Array.from({ length: 100_000 }, (_, i) => i));
    expect(reduceSeries(long, "max")).toBe(99_999);
    expect(reduceSeries(long, "mean")).toBe(49_999.5);
  });
});

describe("steps of a series", () => {
  const uneven = series([0.2, 0.9, NaN, 0.9, 0.4], [0, 5, 6, 20, 21]);

  it("have values, where the series has them", () => {
    expect([0, 5, 6, 7, 21].map((step) => valueAtStep(uneven, step))).toEqual([
      0.2,
      0.9,
      NaN,
      null,
      0.4,
    ]);
    expect(valueAtStep(undefined, 0)).toBeNull();
    expect(valueAtStep(series([5], [NaN]), NaN)).toBeNull();
  });

  it("are best at the first of the largest or smallest values", () => {
    expect(bestStep(uneven, "up")).toBe(5);
    expect(bestStep(uneven, "down")).toBe(0);
    expect(bestStep(series([NaN, 3, 3], [1, 2, 3]), "down")).toBe(2);
    expect(bestStep(series([NaN]), "up")).toBeNull();
    expect(bestStep(series([5], [NaN]), "up")).toBeNull(); // a final value has no step
    expect(bestStep(undefined, "up")).toBeNull();
  });

  it("are the first at which a condition holds", () => {
    expect(firstStepWhere(uneven, (value) => value >= 0.9)).toBe(5);
    expect(firstStepWhere(uneven, (value) => value < 0)).toBeNull();
    expect(firstStepWhere(series([5], [NaN]), () => true)).toBeNull();
    expect(firstStepWhere(undefined, () => true)).toBeNull();
  });
});
