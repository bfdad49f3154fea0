import { array, assert, double, integer, oneof, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile } from "../../src/stats/quantile.js";
import { replicateQuantile, selectReplicate } from "../../src/stats/replicates.js";

const finite = double({ noNaN: true, noDefaultInfinity: true });
const tied = integer({ min: -3, max: 3 });

describe("selectReplicate", () => {
  it("finds what sorting finds, across the whole range of numbers", () => {
    assert(
      property(array(oneof(finite, tied), { minLength: 1, maxLength: 40 }), (list) => {
        const values = Float64Array.from(list, (x) => x + 0);
        const sorted = values.toSorted();
        const found = sorted.map((_, place) => selectReplicate({ values }, place));
        expect(found).toEqual(sorted);
      }),
    );
  });

  it("finds what sorting finds where values are counted", () => {
    const counted = tuple(oneof(finite, tied), integer({ min: 1, max: 5 }));
    assert(
      property(array(counted, { minLength: 1, maxLength: 20 }), (pairs) => {
        const values = Float64Array.from(pairs, ([value]) => value + 0);
        const counts = Float64Array.from(pairs, ([, count]) => count);
        const listed = Float64Array.from(
          pairs.flatMap(([value, count]) => Array.from({ length: count }, () => value + 0)),
        ).sort();
        const found = listed.map((_, place) => selectReplicate({ values, counts }, place));
        expect(found).toEqual(listed);
      }),
    );
  });

  it("tells apart values that lie next to each other", () => {
    const values = Float64Array.of(1 + Number.EPSILON, 1, 5e-324, 0, -1e308, 1.7e308, -1.7e308);
    const found = values.map((_, place) => selectReplicate({ values }, place));
    expect(found).toEqual(values.toSorted());
  });
});

describe("replicateQuantile", () => {
  it("is the quantile, and leaves the replicates as they are", () => {
    assert(
      property(
        array(tied, { minLength: 1, maxLength: 30 }),
        double({ min: 0, max: 1, noNaN: true }),
        (list, p) => {
          const values = Float64Array.from(list, (x) => x + 0);
          expect(replicateQuantile({ values }, p)).toBe(quantile(values, p));
          expect(values).toEqual(Float64Array.from(list, (x) => x + 0));
        },
      ),
    );
  });

  it("has no answer outside of [0, 1]", () => {
    expect(replicateQuantile({ values: Float64Array.of(1, 2) }, NaN)).toBeNaN();
    expect(replicateQuantile({ values: Float64Array.of(1, 2) }, 1.5)).toBeNaN();
  });
});
