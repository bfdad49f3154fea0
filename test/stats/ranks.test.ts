import { array, assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { ranks } from "../../src/stats/ranks.js";
import { orNaN } from "./agree.js";
import fixture from "./fixtures/ranks.json" with { type: "json" };

describe("ranks", () => {
  it("agree with scipy's rankdata, NaN kept and not counted", () => {
    for (const { values, ranks: expected } of fixture.cases) {
      expect([...ranks(values.map(orNaN))]).toEqual(expected.map(orNaN));
    }
  });

  it("place infinities at the ends, and share among them", () => {
    expect([...ranks([Infinity, 0, -Infinity, Infinity])]).toEqual([3.5, 2, 1, 3.5]);
  });

  it("count the values below, and half of the equal ones", () => {
    assert(
      property(array(integer({ min: -5, max: 5 }), { maxLength: 40 }), (values) => {
        const expected = values.map((x) => {
          const below = values.filter((y) => y < x).length;
          return below + (values.filter((y) => y === x).length + 1) / 2;
        });
        expect([...ranks(values)]).toEqual(expected);
      }),
    );
  });

  it("are the same for any increasing transformation", () => {
    assert(
      property(array(double({ noNaN: true, min: -1e100, max: 1e100 })), (values) => {
        expect(ranks(values.map((x) => x * 2 ** 600))).toEqual(ranks(values));
      }),
    );
  });
});
