import { describe, expect, it } from "vitest";
import { reduceSeries } from "../../src/frame/reduce.js";
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
    ["min", 1],
    ["max", 8],
    ["mean", 3.75],
  ] as const)("%s of 4, 1, 8, 2 is %d", (reducer, expected) => {
    expect(reduceSeries(series([4, 1, 8, 2]), reducer)).toBe(expected);
  });

  it("has nothing of nothing", () => {
    for (const reducer of ["last", "final", "min", "max", "mean"] as const) {
      expect(reduceSeries(undefined, reducer)).toBeNull();
      expect(reduceSeries(series([]), reducer)).toBeNull();
    }
  });

  it("passes over NaN in min, max and mean, and not in last", () => {
    const values = series([NaN, 3, 1, NaN]);
    expect(reduceSeries(values, "min")).toBe(1);
    expect(reduceSeries(values, "max")).toBe(3);
    expect(reduceSeries(values, "mean")).toBe(2);
    expect(reduceSeries(values, "last")).toBeNaN();
    expect(reduceSeries(series([NaN, NaN]), "min")).toBeNaN();
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
