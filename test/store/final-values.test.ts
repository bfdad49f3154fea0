import { describe, expect, it } from "vitest";
import { SeriesCollector } from "../../src/store/series-collector.js";
import { csv, finals, read, SOUND } from "./read-statistics.js";

describe("parseFinalValues", () => {
  it("reads the numbers of one object, without a step", () => {
    expect(read(finals, '{"a": 1, "b": NaN, "c": "Infinity", "d": true}')).toEqual({
      a: [[NaN, 1]],
      b: [[NaN, NaN]],
      c: [[NaN, Infinity]],
      d: [[NaN, 1]],
      damage: SOUND,
    });
  });

  it("does not replace a series by a final value", () => {
    const collector = new SeriesCollector();
    csv("step,a\n0,1\n", collector);
    finals('{"a": 9, "b": 2}', collector);
    expect([...collector.finish()].map(([name, { value }]) => [name, [...value]])).toEqual([
      ["a", [1]],
      ["b", [2]],
    ]);
  });

  it("refuses what is no object", () => {
    for (const text of ["[1]", "{", "7"])
      expect(read(finals, text).damage.lines).toEqual({ "invalid-statistics": [1, 1] });
  });
});
