import * as fc from "fast-check";
import { expect, test } from "vitest";
import { barCounts } from "../../../src/kernel/display/histogram.js";

test("few distinct values have a bar each, in order, however far apart they lie", () => {
  expect(barCounts([0.1, 0.001, 0.1, 0.01, 0.1])).toEqual([1, 1, 3]);
});

test("many distinct values fall into twelve equal bins", () => {
  expect(barCounts(Array.from({ length: 120 }, (_, i) => i))).toEqual(Array(12).fill(10));
});

test("whole numbers that come equally often have bars of one height", () => {
  expect(barCounts(Array.from({ length: 30 }, (_, i) => i))).toEqual(Array(10).fill(3));
  expect(barCounts(Array.from({ length: 16 }, (_, i) => i + 1))).toEqual(Array(8).fill(2));
});

test("every number is counted once, at any scale", () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 60,
  });
  const whole = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.oneof(numbers, whole), (values) => {
      const counts = barCounts(values);
      expect(counts.length).toBeLessThanOrEqual(12);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    }),
  );
});
