import { describe, expect, it } from "vitest";
import { csv, endedCsv, LINE_LIMIT, read, SOUND } from "./read-statistics.js";

describe("CsvParser", () => {
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
    const { damage, ...series } = read(csv, text);
    expect(damage).toEqual(SOUND);
    expect(series).toEqual(expected);
  });

  it("leaves out and numbers records of another length, and a torn last one", () => {
    expect(read(csv, "step,a\n0,1\n1\n2,3,4\n3,5\n4")).toEqual({
      a: [
        [0, 1],
        [3, 5],
      ],
      damage: { ...SOUND, lines: { "invalid-statistics": [2, 3] }, torn: true },
    });
  });

  it("takes no last line that may be half of one", () => {
    expect(read(endedCsv, "step,a\n0,1\n1,2")).toEqual({
      a: [[0, 1]],
      damage: { ...SOUND, torn: true },
    });
    expect(read(endedCsv, 'step,a\n0,"1"\n1,2')).toEqual({
      a: [[0, 1]],
      damage: { ...SOUND, torn: true },
    });
    expect(read(endedCsv, "step,a")).toEqual({ damage: SOUND });
    expect(read(endedCsv, "step,a\n0,1\n")).toEqual({ a: [[0, 1]], damage: SOUND });
  });

  it("takes a quote that has no partner for a character", () => {
    const rows = Array.from({ length: 1000 }, (_, row) => `${row},${row / 2}\n`).join("");
    const { a, damage } = read(csv, `step,a\n"${rows}`);
    expect(a).toHaveLength(1000); // the first step is a text, so its row is counted instead
    expect(damage).toEqual({ ...SOUND, textNames: ["step"] });
    const far = read(csv, `step,a\n0,"1\n${rows}7,"\n8,5\n`);
    expect(rows.length).toBeGreaterThan(LINE_LIMIT);
    expect((far["a"] as unknown[]).at(-1)).toEqual([999, 499.5]);
  });

  it("reads numbers in decimal digits only, and skips blank lines with either end", () => {
    expect(read(csv, "step,hash\n0,0x1F\n1,0b1\n")).toEqual({
      damage: { ...SOUND, textNames: ["hash"] },
    });
    const expected = {
      loss: [
        [0, 1],
        [1, 2],
      ],
      damage: SOUND,
    };
    expect(read(csv, "loss\n1\n\n2\n")).toEqual(expected);
    expect(read(csv, "loss\r\n1\r\n\r\n2\r\n")).toEqual(expected);
  });

  it("counts lines as an editor does, also with empty lines and quoted line feeds", () => {
    const plain = read(csv, "step,a\n\n0,1\r\n\r\n1\n");
    expect(plain).toEqual({
      a: [[0, 1]],
      damage: { ...SOUND, lines: { "invalid-statistics": [1, 5] } },
    });
    const quoted = read(csv, 'a,note\n1,"x\ny"\n\n2\n');
    expect(quoted["damage"]).toEqual({
      ...SOUND,
      lines: { "invalid-statistics": [1, 5] },
      textNames: ["note"],
    });
  });

  it("takes no step that is not finite, and makes no statistic of it", () => {
    expect(read(csv, "step,a\nnan,1\n7,2\ninf,3\n")).toEqual({
      a: [
        [0, 1],
        [7, 2],
        [8, 3],
      ],
      damage: SOUND,
    });
  });
});
