import { describe, expect, it } from "vitest";
import {
  parseFinalValues,
  parseStatisticsCsv,
  parseStatisticsJsonl,
  type StatisticsDamage,
} from "../../src/store/parse-statistics.js";
import { SeriesCollector } from "../../src/store/series-collector.js";

type Parser = (text: string, into: SeriesCollector) => StatisticsDamage;

/** Pairs of step and value by name, and the damage. */
function read(
  parser: Parser,
  ...texts: string[]
): Record<string, unknown> & { damage: StatisticsDamage } {
  const collector = new SeriesCollector();
  const [damage] = texts.map((text) => parser(text, collector)).slice(-1);
  const series = [...collector.finish()].map(([name, { step, value }]) => [
    name,
    [...step].map((at, i) => [at, value[i]]),
  ]);
  return { ...(Object.fromEntries(series) as Record<string, unknown>), damage: damage! };
}

const SOUND: StatisticsDamage = { badLines: [], torn: false, textNames: [] };

describe("parseStatisticsJsonl", () => {
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
    expect(read(parseStatisticsJsonl, text)["a"]).toEqual(expected);
  });

  it("takes a later file's value for the same step, and keeps the earlier steps", () => {
    const both = read(
      parseStatisticsJsonl,
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
    expect(read(parseStatisticsJsonl, text)).toEqual({
      a: [
        [0, 1],
        [1, 2],
      ],
      damage: { ...SOUND, badLines: [2, 3, 4, 5, 6], torn: true },
    });
  });

  it("names what is no number once", () => {
    expect(read(parseStatisticsJsonl, '{"a":"x","b":[1],"c":{}}\n{"a":"y"}\n').damage).toEqual({
      ...SOUND,
      textNames: ["a", "b", "c"],
    });
  });

  it("has nothing of an empty text", () => {
    for (const text of ["", "\n", " \n\n"])
      expect(read(parseStatisticsJsonl, text)).toEqual({ damage: SOUND });
  });
});

describe("parseStatisticsCsv", () => {
  // What python3's csv.reader makes of the quoted fields.
  it.each<[string, string, Record<string, unknown>]>([
    [
      "a step column",
      "step,a\n0,1\n10,2\n",
      {
        a: [
          [0, 1],
          [10, 2],
        ],
      },
    ],
    [
      "row numbers",
      "a,b\n1,2\n3,4\n",
      {
        a: [
          [0, 1],
          [1, 3],
        ],
        b: [
          [0, 2],
          [1, 4],
        ],
      },
    ],
    ["gaps", "step,a,b\n0,1,\n1,,2\n2,NA,None\n", { a: [[0, 1]], b: [[1, 2]] }],
    [
      "nan and inf as Python, R and JavaScript write them",
      "a\nnan\nNaN\ninf\n-inf\nInfinity\n-Infinity\n",
      {
        a: [
          [0, NaN],
          [1, NaN],
          [2, Infinity],
          [3, -Infinity],
          [4, Infinity],
          [5, -Infinity],
        ],
      },
    ],
    [
      "booleans",
      "a\nTrue\nfalse\n",
      {
        a: [
          [0, 1],
          [1, 0],
        ],
      },
    ],
    ["exponents and spaces", "a, b\n1e-3, 2\n", { a: [[0, 0.001]], " b": [[0, 2]] }],
    ["quotes within quotes", '"say ""a""",b\n1,2\n', { 'say "a"': [[0, 1]], b: [[0, 2]] }],
    ["commas within quotes", '"a,b","c"\n1,"2"\n', { "a,b": [[0, 1]], c: [[0, 2]] }],
    ["empty quoted fields", 'a,b\n"",1\n1,""\n', { a: [[1, 1]], b: [[0, 1]] }],
    [
      "an index column of pandas",
      ',"a,b",c\n0,1,2\n1,3,4\n',
      {
        "a,b": [
          [0, 1],
          [1, 3],
        ],
        c: [
          [0, 2],
          [1, 4],
        ],
      },
    ],
    ["a byte order mark and Windows' line ends", "\uFEFFstep,a\r\n0,1\r\n", { a: [[0, 1]] }],
    [
      "no line end at the end",
      "step,a\n0,1\n1,2",
      {
        a: [
          [0, 1],
          [1, 2],
        ],
      },
    ],
    [
      "names of objects",
      "__proto__,constructor\n1,2\n",
      { ["__proto__"]: [[0, 1]], constructor: [[0, 2]] },
    ],
    ["a header alone", "step,a\n", {}],
    ["nothing", "", {}],
  ])("reads %s", (_, text, expected) => {
    const { damage, ...series } = read(parseStatisticsCsv, text);
    expect(damage).toEqual(SOUND);
    expect(series).toEqual(expected);
  });

  it("leaves out and numbers records of another length, and a torn last one", () => {
    expect(read(parseStatisticsCsv, "step,a\n0,1\n1\n2,3,4\n3,5\n4")).toEqual({
      a: [
        [0, 1],
        [3, 5],
      ],
      damage: { ...SOUND, badLines: [3, 4], torn: true },
    });
  });
});

describe("parseFinalValues", () => {
  it("reads the numbers of one object, without a step", () => {
    expect(read(parseFinalValues, '{"a": 1, "b": NaN, "c": "Infinity", "d": true}')).toEqual({
      a: [[NaN, 1]],
      b: [[NaN, NaN]],
      c: [[NaN, Infinity]],
      d: [[NaN, 1]],
      damage: SOUND,
    });
  });

  it("does not replace a series by a final value", () => {
    const collector = new SeriesCollector();
    parseStatisticsCsv("step,a\n0,1\n", collector);
    parseFinalValues('{"a": 9, "b": 2}', collector);
    expect([...collector.finish()].map(([name, { value }]) => [name, [...value]])).toEqual([
      ["a", [1]],
      ["b", [2]],
    ]);
  });

  it("refuses what is no object, and throws for what is no JSON", () => {
    expect(read(parseFinalValues, "[1]").damage.badLines).toEqual([1]);
    expect(() => parseFinalValues("{", new SeriesCollector())).toThrow(SyntaxError);
  });
});
