import { describe, expect, it } from "vitest";
import { JsonlParser } from "../../src/store/jsonl-parser.js";
import { SeriesCollector } from "../../src/store/series-collector.js";
import { bytesOf, jsonl, LINE_LIMIT, read, showDamage, SOUND } from "./read-statistics.js";

describe("JsonlParser", () => {
  it.each<[string, string, unknown]>([
    [
      "steps in any order, the last of a step",
      '{"step":1,"a":1}\n{"step":0,"a":0}\n{"step":1,"a":2}\n',
      [
        [0, 0],
        [1, 2],
      ],
    ],
    [
      "rows without a step by their number",
      '{"a":5}\n\n{"a":6}\n',
      [
        [0, 5],
        [1, 6],
      ],
    ],
    [
      "rows without a step one step after the farthest so far, so that none replaces another",
      '{"step":3,"a":10}\n{"step":4,"a":20}\n{"a":99}\n{"a":98}\n',
      [
        [3, 10],
        [4, 20],
        [5, 99],
        [6, 98],
      ],
    ],
    [
      "epochs and iterations as steps",
      '{"epoch":3,"a":1}\n{"iteration":4,"a":2}\n',
      [
        [3, 1],
        [4, 2],
      ],
    ],
    ["the step, where there is an epoch too", '{"step":10,"epoch":1,"a":1}\n', [[10, 1]]],
    [
      "fractions and negative numbers as steps",
      '{"step":0.5,"a":1}\n{"step":-1,"a":2}\n',
      [
        [-1, 2],
        [0.5, 1],
      ],
    ],
    [
      "tokens that JSON lacks, inside and outside of texts",
      '{"a":NaN,"NaN":-Infinity,"b":"x NaN \\" Infinity"}\n',
      [[0, NaN]],
    ],
    [
      "booleans as numbers",
      '{"a":true}\n{"a":false}\n',
      [
        [0, 1],
        [1, 0],
      ],
    ],
    ["null as a gap", '{"step":0,"a":null}\n{"step":1,"a":1}\n', [[1, 1]]],
    [
      "a last line without an end, when it is whole",
      '{"step":0,"a":1}\n{"step":1,"a":2}',
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      "lines that end as on Windows",
      '{"step":0,"a":1}\r\n{"step":1,"a":2}\r\n',
      [
        [0, 1],
        [1, 2],
      ],
    ],
  ])("reads %s", (_, text, expected) => {
    expect(read(jsonl, text)["a"]).toEqual(expected);
  });

  it("takes a later file's value for the same step, and keeps the earlier steps", () => {
    const both = read(
      jsonl,
      '{"step":0,"a":1}\n{"step":1,"a":2}\n',
      '{"step":1,"a":20}\n{"step":2,"a":30}\n',
    );
    expect(both["a"]).toEqual([
      [0, 1],
      [1, 20],
      [2, 30],
    ]);
  });

  it("drops a torn last line, and numbers every other line without a row", () => {
    const text = '{"a":1}\nx\n[1]\n"text"\n7\nnull\n{"a":2}\n{"a":';
    expect(read(jsonl, text)).toEqual({
      a: [
        [0, 1],
        [1, 2],
      ],
      damage: { ...SOUND, lines: { "invalid-statistics": [5, 2] }, torn: true },
    });
  });

  it("names what is no number once", () => {
    expect(read(jsonl, '{"a":"x","b":[1],"c":{}}\n{"a":"y"}\n').damage).toEqual({
      ...SOUND,
      textNames: ["a", "b", "c"],
    });
  });

  it("has nothing of an empty text", () => {
    for (const text of ["", "\n", " \n\n"]) expect(read(jsonl, text)).toEqual({ damage: SOUND });
  });

  it("takes no step that is not finite, and makes no statistic of it", () => {
    const text =
      '{"step":NaN,"a":1}\n{"step":"Infinity","a":2}\n{"step":1e999,"a":3}\n{"step":9,"a":4}\n';
    const pairs = [0, 1, 2, 9].map((step, index) => [step, index + 1]);
    expect(read(jsonl, text)).toEqual({ a: pairs, damage: SOUND });
  });

  it("leaves out lines that are too long or not UTF-8, and reads the others", () => {
    const long = `{"a":1,"b":"${"x".repeat(LINE_LIMIT)}"}\n`;
    const bytes = Buffer.concat(
      ['{"a":5}\n', long, '{"a":', "\xff", '}\n{"a":6}\n{"\xe9'].map((text) =>
        Buffer.from(text, "latin1"),
      ),
    );
    const collector = new SeriesCollector();
    const range = { bytes: Buffer.concat([bytes, Buffer.from("\n")]), start: 0, end: bytes.length };
    const { damage } = new JsonlParser(LINE_LIMIT).parse(range, collector);
    expect(showDamage(damage)).toEqual({
      lines: { "too-large": [1, 2], "not-utf8": [1, 3] },
      torn: true,
      textNames: [],
    });
    expect([...collector.finish().get("a")!.value]).toEqual([5, 6]);
  });

  it("takes lists that are nested beyond every stack for no numbers", () => {
    const deep = `{"step":0,"a":${"[".repeat(100_000)}${"]".repeat(100_000)},"b":1}\n`;
    const collector = new SeriesCollector();
    const { damage } = new JsonlParser(1e6).parse(bytesOf(deep), collector);
    expect([...damage.textNames]).toEqual(["a"]);
    expect([...collector.finish().keys()]).toEqual(["b"]);
  });

  it("reads steps and times that were written as texts", () => {
    const rows = '{"step":"1","loss":1}\n{"step":"2","loss":2}\n{"step":"1e1","loss":3}\n';
    expect(read(jsonl, rows)).toEqual({
      loss: [
        [1, 1],
        [2, 2],
        [10, 3],
      ],
      damage: SOUND,
    });
  });
});
