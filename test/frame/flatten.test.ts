import { describe, expect, it } from "vitest";
import { toCSV } from "../../src/frame/to-text-formats.js";
import { flatten } from "../../src/frame/flatten.js";
import { runsTable } from "../../src/frame/runs-table.js";
import { decodeBatch, encodeBatch } from "../../src/frame/encode-batch.js";
import { batchRuns, runRow } from "./batches.js";

const flat = (params: object): [string, unknown][] => [...flatten(new Map(Object.entries(params)))];

describe("flatten", () => {
  it("gives nested params dotted names, in their order", () => {
    expect(
      flat({ a: 1, model: { depth: 3, head: { bias: true } }, hidden: [{ a: 1 }], e: {} }),
    ).toEqual([
      ["a", 1],
      ["model.depth", 3],
      ["model.head.bias", true],
      ["hidden", [{ a: 1 }]],
      ["e", {}],
    ]);
  });

  it.each<[object, [string, unknown][]]>([
    [
      { a: { b: 1 }, "a.b": 2 },
      [
        ["a.b_nested", 1],
        ["a.b", 2],
      ],
    ],
    [
      { "a.b": 2, a: { b: 1 } },
      [
        ["a.b", 2],
        ["a.b_nested", 1],
      ],
    ],
    [
      { a: { "b.c": 1, b: { c: 2 } }, "a.b": { c: 3 }, "a.b.c": 4 },
      [
        ["a.b.c_nested", 1],
        ["a.b.c_nested_nested_nested", 2],
        ["a.b.c_nested_nested", 3],
        ["a.b.c", 4],
      ],
    ],
    [
      { a: { b: 1 }, "a.b": 2, "a.b_nested": 3 },
      [
        ["a.b_nested_nested", 1],
        ["a.b", 2],
        ["a.b_nested", 3],
      ],
    ],
  ])("loses none of %j", (params, expected) => {
    expect(flat(params)).toEqual(expected);
  });

  it("gives every run of a table both, also out of the cache", () => {
    const rows = [
      runRow(1, { a: { b: 1 }, "a.b": 2 }),
      runRow(2, { a: { b: 3 }, "a.b": 4 }),
      runRow(3, { a: { b: 5 } }),
    ];
    const runs = batchRuns(rows);
    const table = runsTable(runs);
    expect(table.array("a.b")).toEqual([2, 4, 5]);
    expect(table.array("a.b_nested")).toEqual([1, 3, null]);
    const cached = { ...runs, batches: runs.batches.map((one) => decodeBatch(encodeBatch(one))) };
    expect(toCSV(runsTable(cached))).toBe(toCSV(table));
  });
});
