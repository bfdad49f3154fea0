import { table } from "arquero";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { fromCSV, fromJSON, fromJSONLines } from "../../src/frame/from-text-formats.js";
import { toCSV, toJSON, toJSONLines } from "../../src/frame/to-text-formats.js";
import { columnsOf, ODD_COLUMNS, oddTable } from "./odd-table.js";

/** Columns whose types the format cannot tell. Inside lists, JSON has no NaN and no bigint. */
const INSIDE_LISTS: Readonly<Record<string, readonly unknown[]>> = {
  betas: [[0.9, "NaN"], [1, 2], null],
  big: [[String(2n ** 60n), 1], [2], null],
};
const IN_JSON: Readonly<Record<string, readonly unknown[]>> = {
  ...INSIDE_LISTS,
  "val loss": [null, NaN, 0],
};
const IN_CSV: Readonly<Record<string, readonly unknown[]>> = {
  ...INSIDE_LISTS,
  mixed: ["1", "one", '[1,"two",{"deep":[null]}]'],
};

describe.each([
  ["CSV", toCSV, fromCSV, IN_CSV],
  ["JSON", toJSON, fromJSON, IN_JSON],
  ["lines of JSON", toJSONLines, fromJSONLines, IN_JSON],
] as const)("%s", (_, write, read, changed) => {
  const back = columnsOf(read(write(oddTable())));

  it("has the same columns in the same order", () => {
    expect([...back.keys()]).toEqual([...ODD_COLUMNS.keys()]);
  });

  it.each([...ODD_COLUMNS])("gives back %s", (name, values) => {
    expect(back.get(name)).toEqual(Object.hasOwn(changed, name) ? changed[name] : values);
  });

  it("keeps any texts that spell no other type", () => {
    const text = oneof(
      string(),
      string({ unit: "binary" }),
      constantFrom("", '"', ",", "\n", "\r\n", "a,b", "null"),
    );
    assert(
      property(array(text, { minLength: 1 }), array(text), (texts, more) => {
        const x = ["no number", ...texts];
        const y = [null, "text", ...more, ...texts].slice(0, x.length);
        expect(columnsOf(read(write(table({ x, y }))))).toEqual(
          new Map<string, unknown[]>([
            ["x", x],
            ["y", y],
          ]),
        );
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });
});

describe("fromCSV", () => {
  it("reads what spreadsheets write: a byte order mark, CRLF, no end of line", () => {
    const read = fromCSV('\uFEFFid,"a ""b"""\r\n1,"x\r\ny"\r\n2,');
    expect(read.objects()).toEqual([
      { id: 1, 'a "b"': "x\r\ny" },
      { id: 2, 'a "b"': null },
    ]);
  });

  it("keeps rows of a single column that are empty", () => {
    expect(fromCSV("x\n1\n\n2\n").array("x")).toEqual([1, null, 2]);
    expect(fromCSV("").numCols()).toBe(0);
  });

  it.each([
    [
      "a,b\n1\n",
      "Row 2 of this CSV has 1 cells, but the header has 2; every row has one for each column.",
    ],
    ['a\n"1\n', "Row 2 of this CSV has a quote that is not closed"],
    ['a\nx"y"\n', "Row 2 of this CSV has a quote that is not closed"],
  ])("refuses %j", (text, message) => {
    expect(() => fromCSV(text)).toThrow(message);
  });
});

describe("fromJSON", () => {
  it("fills in null for a key that an object lacks, and pollutes nothing", () => {
    const read = fromJSON('[{"a": 1}, {"b": "x", "__proto__": {"polluted": 1}}]');
    expect(read.columnNames()).toEqual(["a", "b", "__proto___"]);
    expect(columnsOf(read).get("a")).toEqual([1, null]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each([
    [() => fromJSON("{}"), "This JSON is no list"],
    [() => fromJSON("[1]"), "Item 1 of this JSON is no object"],
    [() => fromJSON("["), "This JSON cannot be read"],
    [() => fromJSONLines('{"a":1}\n[]\n'), "Line 2 of this JSON is no object"],
    [() => fromJSONLines('{"a":1}\n{"a"\n'), "Line 2 of this JSON cannot be read"],
  ])("refuses what is no table: %s", (read, message) => {
    expect(read).toThrow(message);
  });
});
