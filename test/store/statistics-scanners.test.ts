import {
  array,
  assert,
  boolean,
  constantFrom,
  double,
  integer,
  oneof,
  property,
  record,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStatisticsCsv, parseStatisticsJsonl } from "../../src/store/parse-statistics.js";
import { SeriesCollector } from "../../src/store/series-collector.js";
import { NumberScanner } from "../../src/store/number-scanner.js";

type Parser = typeof parseStatisticsJsonl;

function read(parser: Parser, text: string): unknown {
  const collector = new SeriesCollector();
  const damage = parser(text, collector);
  const series = [...collector.finish()].map(([name, { step, time, value }]) => [
    name,
    [...step],
    [...time],
    [...value],
  ]);
  return { damage, series };
}

const number = oneof(
  integer({ min: 0, max: 20 }).map(String),
  double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  constantFrom(
    "0.1",
    "-0",
    "1e3",
    "1E-07",
    "1763712000.25",
    "123456789012345678",
    "0.30000000000000004",
  ),
);
const odd = constantFrom(
  "01",
  "1.",
  ".5",
  "+1",
  "1e",
  "NaN",
  "-Infinity",
  '"NaN"',
  '"text"',
  "null",
  "true",
  "[1]",
  "",
);
const value = oneof({ arbitrary: number, weight: 12 }, odd);
const names = constantFrom(
  ["step", "loss"],
  ["step", "loss", "val_loss"],
  ["time", "epoch", "step", "a"],
  ["a", "b"],
  ["iteration", "é", "__proto__"],
  ["1", "step", "0"],
);
const line = record({
  names,
  values: array(value, { minLength: 4, maxLength: 4 }),
  isSpaced: boolean(),
});

describe("the scanners of statistics", () => {
  // A space before a line is nothing to JSON, nor to a field of a table; the scanners take no such line.
  it("read lines of JSON as JSON.parse does", () => {
    assert(
      property(array(line, { maxLength: 12 }), constantFrom("", "\n", "\r\n"), (lines, last) => {
        const texts = lines.map(({ names: keys, values, isSpaced }) => {
          const [colon, comma] = isSpaced ? [": ", ", "] : [":", ","];
          return `{${keys.map((key, index) => `"${key}"${colon}${values[index]}`).join(comma)}}`;
        });
        const separator = last || "\n";
        const fast = texts.join(separator) + last;
        const slow = texts.map((text) => ` ${text}`).join(separator) + last;
        expect(read(parseStatisticsJsonl, fast), `for ${fast}`).toEqual(
          read(parseStatisticsJsonl, slow),
        );
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it("read tables as their fields one by one do", () => {
    const field = oneof(
      { arbitrary: number, weight: 12 },
      constantFrom("", "nan", "inf", "True", "x", "1.", "0x1", '"1"'),
    );
    assert(
      property(
        names,
        array(array(field, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
        boolean(),
        (header, rows, end) => {
          const table = (before: string): string =>
            [header.join(","), ...rows.map((row) => before + row.join(","))].join("\n") +
            (end ? "\n" : "");
          // Not with quotes after the space, which would be no quotes, and no record of one empty field.
          if (rows.some((row) => row[0]!.startsWith('"') || row.join("") === "")) return;
          expect(read(parseStatisticsCsv, table("")), `for ${table("")}`).toEqual(
            read(parseStatisticsCsv, table(" ")),
          );
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });

  it("compute every number as JavaScript does, to the last bit, and take none that JSON has not", () => {
    const scanner = new NumberScanner();
    assert(
      property(oneof(number, odd), (text) => {
        const found = scanner.scan(`${text},`, 0);
        const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text);
        expect(scanner.end === text.length, `for ${text}`).toBe(isNumber);
        expect(isNumber ? found : NaN, `for ${text}`).toBe(isNumber ? Number(text) : NaN);
      }),
      { numRuns: 5000, seed: 1 },
    );
  });

  it("share the steps of series that were sampled together, and of no others", () => {
    const collector = new SeriesCollector();
    parseStatisticsJsonl(
      '{"step":0,"a":1,"b":2}\n{"step":1,"a":3,"b":4}\n{"step":2,"c":5}\n',
      collector,
    );
    const series = collector.finish();
    expect(series.get("a")!.step).toBe(series.get("b")!.step);
    expect([...series.get("c")!.step]).toEqual([2]);
  });
});
