import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  shuffledSubarray,
  string,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { FormulaError } from "../../src/compare/formula-error.js";
import { parseFormula } from "../../src/compare/formula.js";
import { filterWhere, parseCondition } from "../../src/compare/where.js";
import { CeterisError } from "../../src/util/error.js";
import { rowsTable } from "./runs.js";

interface Row {
  readonly id: number;
  readonly arm: string;
  readonly lr: number | null;
  readonly seed: number;
  readonly status: string;
  readonly acc: number | null;
}

/** A grid with gaps: every place at most once, some runs failed, some without a value. */
const places = ["a", "b", "c"].flatMap((arm) =>
  [0.1, 1, null].flatMap((lr) => [0, 1, 2, 3].map((seed) => ({ arm, lr, seed }))),
);
const rows = array(
  record({
    acc: oneof(
      { weight: 9, arbitrary: integer({ min: -1e5, max: 1e5 }).map((value) => value / 1000) },
      { weight: 1, arbitrary: constantFrom(null, NaN) },
    ),
    status: constantFrom("completed", "completed", "completed", "interrupted", "failed"),
  }),
  { minLength: places.length, maxLength: places.length },
).chain((values) =>
  shuffledSubarray(
    places.map((place, id): Row => ({ id, ...place, ...values[id]! })),
    { minLength: 12 },
  ),
);
const formulas = constantFrom(
  "acc ~ arm | lr",
  "acc ~ arm + lr",
  "acc ~ lr | arm",
  "acc ~ arm",
  "acc ~ arm * lr",
  "acc ~ arm / lr",
  "acc ~ arm + lr + (1|seed)",
  "acc ~ arm:lr",
  "acc ~ .",
);
const options = constantFrom<CompareOptions>(
  {},
  { paired: false },
  { over: "mean" },
  { over: "best" },
  { margin: 5, confidence: 0.9 },
  { contrasts: "pairs" },
  { adjust: "bh" },
);

/** Everything that a comparison says, or the sentence of its refusal. */
function said(table: readonly Row[], formula: string, wanted: CompareOptions): unknown {
  try {
    const comparison = compare(rowsTable(table), formula, wanted);
    const { estimates, contrasts, tests, ranks, verdict, summary, warnings, design } = comparison;
    const tables = [estimates, contrasts, tests].map((one) => one.objects());
    return { tables, ranks, verdict, summary, warnings, design };
  } catch (error) {
    if (error instanceof CeterisError) return error.message.replace(/where: .*?\)/, "");
    throw error;
  }
}

/** Zero for two values that are both NaN. */
function distance(a: number, b: number): number {
  return Number.isNaN(a) && Number.isNaN(b) ? 0 : Math.abs(a - b);
}

/** What a call throws; undefined where it throws nothing. */
function thrown(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What is wrong with an error about a text; undefined where nothing is. */
function complaint(error: unknown, text: string): string | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof FormulaError)) return `it is no FormulaError: ${String(error)}`;
  const lines = error.message.split("\n");
  if (error.position < 0 || error.position > text.length)
    return `its position is ${error.position}`;
  if (lines.length !== 3) return `it has ${lines.length} lines`;
  return lines[2]!.indexOf("^") === error.position + 2 ? undefined : "its caret is elsewhere";
}

describe("a comparison", () => {
  it("does not depend on the order of the rows, to the last bit", () => {
    const ordered = (table: readonly Row[]): Row[] => table.toSorted((a, b) => a.id - b.id);
    assert(
      property(rows, formulas, options, (table, formula, wanted) => {
        expect(said(table, formula, { direction: "up", ...wanted })).toEqual(
          said(ordered(table), formula, { direction: "up", ...wanted }),
        );
      }),
      { numRuns: 400, seed: 20261121 },
    );
  });

  it("moves its estimates, and not its differences, with a constant added to the response", () => {
    assert(
      property(rows, integer({ min: -50, max: 50 }), (table, shift) => {
        const sound = table.filter(
          ({ acc, status }) => acc !== null && Number.isFinite(acc) && status !== "failed",
        );
        const moved = sound.map((row) => ({ ...row, acc: row.acc! + shift }));
        if (new Set(sound.map(({ arm }) => arm)).size < 2) return;
        const [before, after] = [sound, moved].map((given) =>
          compare(rowsTable(given), "acc ~ arm | lr"),
        );
        for (const [position, cell] of after!.cells.entries()) {
          expect(cell.estimate).toBeCloseTo(before!.cells[position]!.estimate + shift, 9);
          expect(distance(cell.sd, before!.cells[position]!.sd)).toBeLessThan(1e-8);
        }
        for (const [position, contrast] of after!.differences.entries()) {
          expect(
            distance(contrast.difference, before!.differences[position]!.difference),
          ).toBeLessThan(1e-8);
          expect(distance(contrast.upper, before!.differences[position]!.upper)).toBeLessThan(1e-8);
        }
      }),
      { numRuns: 100, seed: 20261121 },
    );
  });

  it("turns its signs around with the control", () => {
    assert(
      property(rows, (table) => {
        const two = table.filter(({ arm, lr }) => arm !== "c" && lr === 1);
        if (
          new Set(
            two
              .filter(
                ({ acc, status }) => acc !== null && Number.isFinite(acc) && status !== "failed",
              )
              .map(({ arm }) => arm),
          ).size < 2
        )
          return;
        const [one] = compare(rowsTable(two), "acc ~ arm", { ref: "a" }).differences;
        const [other] = compare(rowsTable(two), "acc ~ arm", { ref: "b" }).differences;
        expect(other!.difference).toBeCloseTo(-one!.difference, 10);
        expect(other!.pExact).toBeCloseTo(one!.pExact, 10);
        expect(other!.cliffsDelta).toBeCloseTo(-one!.cliffsDelta, 10);
        expect(distance(other!.p, one!.p)).toBeLessThan(1e-10);
      }),
      { numRuns: 100, seed: 20261121 },
    );
  });
});

/** Pieces that formulas and conditions are made of, in any order, and anything else. */
const pieces = oneof(
  string(),
  string({ unit: "binary" }),
  array(
    constantFrom(
      "acc",
      " ",
      "~",
      "+",
      "|",
      "||",
      "&&",
      "(",
      ")",
      "[",
      "]",
      ",",
      "min",
      "tail",
      "{",
      "}",
      ".",
      ":",
      "/",
      "C",
      "bin",
      "log10",
      "at",
      "best",
      "stepsTo",
      "=",
      "==",
      "<",
      ">=",
      "!",
      "-",
      "*",
      "%",
      "in",
      "null",
      "true",
      "1",
      "0.5",
      "1e9",
      "`a b`",
      "'x'",
      '"',
      "'",
      "`",
      "\\",
      "\n",
      "lr",
      "not",
      "\u{1F600}",
    ),
    { maxLength: 30 },
  ).map((parts) => parts.join("")),
);

describe.each([
  ["parseFormula", parseFormula],
  ["parseCondition", parseCondition],
])("%s", (_, parse: (text: string) => unknown) => {
  it("takes any text, or points with a FormulaError to a place within it", () => {
    assert(
      property(pieces, (text) => {
        expect(
          complaint(
            thrown(() => parse(text)),
            text,
          ),
        ).toBeUndefined();
      }),
      { numRuns: 3000, seed: 20261121 },
    );
  });

  it("is not exhausted by deep or long texts", () => {
    const refused = Array.from("([!-`'~|").map((character) => character.repeat(20_000));
    refused.push(`x ~ a${" + a".repeat(20_000)}`, `x${" || x".repeat(20_000)}`);
    for (const text of refused) expect(() => parse(text)).toThrow(FormulaError);
  });
});

describe("filterWhere", () => {
  it("takes a condition of two thousand terms", () => {
    const condition = Array.from({ length: 2000 }, (_, id) => `id == ${id}`).join(" || ");
    expect(
      filterWhere(rowsTable([{ id: 1 }, { id: 1999 }, { id: 5000 }]), condition).numRows(),
    ).toBe(2);
  });

  it("throws nothing else, whatever the condition meets in the rows", () => {
    const table = rowsTable([
      { acc: 1, lr: [1, "a"], min: null, tail: new Date(0) },
      { acc: "x", lr: 5n, min: { a: 1 }, tail: NaN },
    ]);
    assert(
      property(pieces, (condition) => {
        const error = thrown(() => filterWhere(table, condition).objects());
        expect(complaint(error, condition)).toBeUndefined();
      }),
      { numRuns: 2000, seed: 20261121 },
    );
  });
});
