import {
  array,
  assert,
  bigInt,
  boolean,
  constantFrom,
  double,
  integer,
  oneof,
  property,
  record,
  string,
  tuple,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonlParser } from "../../src/store/jsonl-parser.js";
import { NumberScanner } from "../../src/store/number-scanner.js";
import { SeriesCollector } from "../../src/store/series-collector.js";
import { StatisticsDamage } from "../../src/store/statistics-damage.js";
import {
  bytesOf,
  csv,
  jsonl,
  LINE_LIMIT,
  showDamage,
  showSeries,
  type Parser,
} from "./read-statistics.js";

function read(parser: Parser, text: string): unknown {
  const collector = new SeriesCollector();
  const damage = showDamage(parser(text, collector));
  return { damage, series: showSeries(collector.finish()) };
}

const scanner = new NumberScanner();

function scanNumber(text: string): { found: number; isWhole: boolean } {
  const found = scanner.scan(Buffer.from(`${text},`), 0);
  return { found, isWhole: scanner.end === text.length };
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
interface LineParts {
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly isSpaced: boolean;
}

const line = record({
  names,
  values: array(value, { minLength: 4, maxLength: 4 }),
  isSpaced: boolean(),
});

function lineText({ names: keys, values, isSpaced }: LineParts): string {
  const [colon, comma] = isSpaced ? [": ", ", "] : [":", ","];
  return `{${keys.map((key, index) => `"${key}"${colon}${values[index]}`).join(comma)}}`;
}

const ONE_PARSER = new JsonlParser(LINE_LIMIT);

function readJsonl(parser: JsonlParser, text: string): unknown {
  return read((source, into) => parser.parse(bytesOf(source), into).damage, text);
}

/** Each line by a parser that knows no shapes, and so by JSON.parse. */
function readEachAnew(lines: readonly string[]): unknown {
  const collector = new SeriesCollector();
  const damage = new StatisticsDamage();
  let next = 0;
  for (const [index, text] of lines.entries()) {
    const rows = new JsonlParser(LINE_LIMIT).parse(bytesOf(text), collector, next);
    next = rows.next;
    if (rows.damage.lines.size > 0) damage.leaveOut("invalid-statistics", index + 1);
    for (const name of rows.damage.textNames) damage.textNames.add(name);
    damage.torn = rows.damage.torn;
  }
  return { damage: showDamage(damage), series: showSeries(collector.finish()) };
}

describe("the scanners of statistics", () => {
  it("read lines of JSON as JSON.parse does, of whatever shapes and in whatever order", () => {
    assert(
      property(array(line, { maxLength: 12 }), constantFrom("", "\n", "\r\n"), (lines, last) => {
        const separator = last || "\n";
        const texts = lines.map(
          (some, index) => lineText(some) + (index < lines.length - 1 ? separator : last),
        );
        const text = texts.join("");
        // Read once more, the first line has a known shape too.
        for (const parser of [new JsonlParser(LINE_LIMIT), ONE_PARSER])
          expect(readJsonl(parser, text), `for ${text}`).toEqual(readEachAnew(texts));
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  // A space before a field is nothing to a table; the scanner takes no such line.
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
          expect(read(csv, table("")), `for ${table("")}`).toEqual(read(csv, table(" ")));
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });

  it("compute every number as JavaScript does, to the last bit, and take none that JSON has not", () => {
    const digits = string({ unit: constantFrom(..."0123456789".split("")), maxLength: 20 });
    const long = tuple(
      constantFrom("", "-", "0", "-0", "0.0000"),
      digits,
      constantFrom("", "."),
      digits,
      constantFrom("", "", "e-7", "E5", "e+22", "e-300", "e400"),
    ).map((parts) => parts.join(""));
    assert(
      property(oneof({ arbitrary: long, weight: 8 }, number, odd), (text) => {
        const { found, isWhole } = scanNumber(text);
        const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text);
        expect(isWhole, `for ${text}`).toBe(isNumber);
        expect(isNumber ? found : NaN, `for ${text}`).toBe(isNumber ? Number(text) : NaN);
      }),
      { numRuns: 30_000, seed: 1 },
    );
  });

  it("compute numbers that lie close to the middle of two floats", () => {
    // Halfway cases by construction: an odd 54-bit integer is exactly between two floats, as are its tenths' digits.
    assert(
      property(
        bigInt({ min: 2n ** 53n, max: 2n ** 59n }),
        integer({ min: 0, max: 18 }),
        (integerPart, places) => {
          const text = String(integerPart).padStart(places + 1, "0");
          const point = text.length - places;
          const shown = places === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
          expect(scanNumber(shown).found, `for ${shown}`).toBe(Number(shown));
        },
      ),
      { numRuns: 30_000, seed: 1 },
    );
  });

  it("share the steps of series that were sampled together, and of no others", () => {
    const collector = new SeriesCollector();
    jsonl('{"step":0,"a":1,"b":2}\n{"step":1,"a":3,"b":4}\n{"step":2,"c":5}\n', collector);
    const series = collector.finish();
    expect(series.get("a")!.step).toBe(series.get("b")!.step);
    expect([...series.get("c")!.step]).toEqual([2]);
  });
});
