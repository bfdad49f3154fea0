import * as fc from "fast-check";
import { expect, test } from "vitest";
import { barCounts } from "../../../src/kernel/display/histogram.js";

test("few distinct values have a bar each, in order, however far apart they lie", () => {
  expect(barCounts([0.1, 0.001, 0.1, 0.01, 0.1])).toEqual([1, 1, 3]);
});

test("many distinct values fall into twelve equal bins", () => {
  expect(barCounts(Array.from({ length: 120 }, (_, i) => i))).toEqual(Array(12).fill(10));
});

test("every number is counted once, at any scale", () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(numbers, (values) => {
      const total = barCounts(values).reduce((sum, count) => sum + count, 0);
      expect(total).toBe(values.length);
    }),
  );
});
