import {
  appendFileSync,
  openSync,
  closeSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  property,
  tuple,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { RunReader, type StoredRun } from "../../src/store/run-reader.js";
import { showSeries } from "./read-statistics.js";
import { newRun, readRun, type Reading } from "./run-folder.js";

/** What a read gave, without the times at which files were written. */
function show({ run, problems }: Reading): unknown {
  const stamps = run!.files.map(({ name, size, read, next, sum }) => ({
    name,
    size,
    read,
    next,
    sum,
  }));
  return { stamps, problems, statistics: showSeries(run!.statistics) };
}

const number = oneof(
  integer({ min: -3, max: 30 }).map(String),
  constantFrom("0.1", "1e-7", "0.30000000000000004", "12345678901234567890"),
);
const step = option(integer({ min: 0, max: 12 }), { nil: undefined, freq: 4 });

const jsonRow = tuple(step, number, option(number, { nil: undefined })).map(([at, a, b]) => {
  const members = [
    at === undefined ? "" : `"step": ${at}`,
    `"a": ${a}`,
    b === undefined ? "" : `"ß": ${b}`,
  ];
  return `{${members.filter(Boolean).join(", ")}}`;
});
const oddRow = constantFrom(
  "",
  "x",
  "[1]",
  '{"a": "text"}',
  '{"a": NaN}',
  '{"a": null}',
  '{"b": true}',
  '{"step": 40',
);
const jsonLines = array(oneof({ arbitrary: jsonRow, weight: 20 }, oddRow), { maxLength: 30 });

const csvRow = tuple(integer({ min: 0, max: 12 }), number, number);
const csvLines: Arbitrary<string[]> = tuple(
  boolean(),
  array(csvRow, { maxLength: 30 }),
  array(tuple(nat(40), constantFrom("", "1", "x,1,2", '"1",2,3', "1,2,3,4", "nan,,inf")), {
    maxLength: 1,
  }),
).map(([hasStep, rows, odd]) => {
  const lines = rows.map(([at, a, b]) => (hasStep ? `${at},${a},${b}` : `${a},${b},${at}`));
  for (const [position, line] of odd) lines.splice(position, 0, line);
  return [hasStep ? "step,a,b" : "a,b,c", ...lines];
});

const file = oneof(
  tuple(constantFrom("statistics.jsonl"), jsonLines),
  tuple(constantFrom("metrics.csv"), csvLines),
);

describe("a file of statistics that grows", () => {
  it("gives the same as if it was read whole, wherever it was cut", () => {
    const parts = tuple(
      file,
      constantFrom("\n", "\r\n"),
      boolean(),
      array(nat(2000), { maxLength: 4 }),
    );
    const reader = new RunReader(null);
    let grown = 0;
    assert(
      property(parts, ([[name, lines], lineEnd, isEnded, cuts]) => {
        const bytes = Buffer.from(lines.join(lineEnd) + (isEnded ? lineEnd : ""));
        const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
        const directory = newRun({ [name]: "" });
        const path = join(directory, name);
        let previous: StoredRun | undefined;
        for (const [index, place] of [...places, bytes.length].entries()) {
          appendFileSync(path, bytes.subarray(places[index - 1] ?? 0, place));
          const reading = readRun(directory, reader, previous);
          if ((previous?.files.at(-1)?.read ?? 0) > 0) grown += 1;
          expect(show(reading)).toEqual(show(readRun(directory)));
          previous = reading.run!;
        }
      }),
      { numRuns: 600, seed: 1 },
    );
    expect(grown).toBeGreaterThan(200);
  }, 60_000);

  const rows = (from: number, to: number, value = "0.5"): string =>
    Array.from(
      { length: to - from },
      (_, index) => `{"step": ${from + index}, "a": ${value}}\n`,
    ).join("");

  /** A run whose file was read; then \`change\` is made, and it is read with what was known and without. */
  function readAfter(change: (path: string) => void): { known: Reading; fresh: Reading } {
    const directory = newRun({ "statistics.jsonl": rows(0, 100) });
    const path = join(directory, "statistics.jsonl");
    const { run } = readRun(directory);
    change(path);
    const known = readRun(directory, new RunReader(null), run!);
    return { known, fresh: readRun(directory) };
  }

  const overwrite = (path: string, at: number, text: string): void => {
    const open = openSync(path, "r+");
    writeSync(open, text, at);
    closeSync(open);
  };

  it("is read from where the last read stopped", () => {
    const { known, fresh } = readAfter((path) => appendFileSync(path, rows(100, 120)));
    expect(known.run!.statistics.get("a")!.value).toHaveLength(120);
    expect(show(known)).toEqual(show(fresh));
  });

  it.each<[string, (path: string) => void]>([
    ["it was written anew and is longer", (path) => writeFileSync(path, rows(0, 150, "9.5"))],
    ["it was written anew and is shorter", (path) => writeFileSync(path, rows(0, 50, "9.5"))],
    [
      "its first row was changed",
      (path) => {
        overwrite(path, 0, rows(0, 1, "9.5"));
        appendFileSync(path, rows(100, 120));
      },
    ],
    [
      "its last rows were changed",
      (path) => {
        overwrite(path, statSync(path).size - 30, rows(98, 99, "9.5").slice(0, 20));
        appendFileSync(path, rows(100, 120));
      },
    ],
    [
      "another file took its place",
      (path) => {
        writeFileSync(`${path}.new`, rows(0, 1, "9.5") + rows(1, 120));
        renameSync(`${path}.new`, path);
      },
    ],
    [
      "a second file came",
      (path) => {
        appendFileSync(path, rows(100, 120));
        writeFileSync(join(path, "../statistics.2.jsonl"), rows(50, 60, "9.5"));
      },
    ],
    [
      "final values came",
      (path) => {
        appendFileSync(path, rows(100, 120));
        writeFileSync(join(path, "../result.json"), '{"b": 1}');
      },
    ],
    ["a row in it is damaged", (path) => appendFileSync(path, `x\n${rows(100, 120)}`)],
  ])("is read whole where %s", (_, change) => {
    const { known, fresh } = readAfter(change);
    expect(show(known)).toEqual(show(fresh));
  });

  it("leaves what was read before as it was", () => {
    const directory = newRun({ "statistics.jsonl": rows(0, 3) });
    const { run } = readRun(directory);
    appendFileSync(join(directory, "statistics.jsonl"), rows(1, 5, "9.5"));
    const { run: later } = readRun(directory, new RunReader(null), run!);
    expect([...run!.statistics.get("a")!.value]).toEqual([0.5, 0.5, 0.5]);
    expect([...later!.statistics.get("a")!.value]).toEqual([0.5, 9.5, 9.5, 9.5, 9.5]);
  });
});
