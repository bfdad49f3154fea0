import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { comparisonText } from "../../src/compare/comparison-text.js";
import { levelText, toLevel } from "../../src/compare/level.js";
import type { Level } from "../../src/compare/types.js";
import { filterWhere } from "../../src/compare/where.js";
import { rowsTable } from "./runs.js";

/** Levels of `x` at four seeds, each higher than the one before. */
function oneFactor(levels: readonly unknown[]): ColumnTable {
  return rowsTable(
    levels.flatMap((x, i) =>
      [0, 1, 2, 3].map((seed) => ({ x, seed, acc: 10 * i + seed + ((i * seed) % 3) / 10 })),
    ),
  );
}

/** Two arms at each level of `h`, and three seeds. */
function hidden(levels: readonly unknown[]): ColumnTable {
  return rowsTable(
    ["a", "b"].flatMap((arm, i) =>
      levels.flatMap((h, j) =>
        [0, 1, 2].map((seed) => ({ arm, h, seed, acc: 5 * i + j + seed + (i * seed) / 4 })),
      ),
    ),
  );
}

const BIG = 12345678901234567890n;
const DAY = new Date(Date.UTC(2026, 0, 2));
const TIME = new Date(Date.UTC(2026, 0, 2, 10, 30));

describe("levels that would read alike", () => {
  it("of two kinds are told apart by quotes", () => {
    const { summary } = compare(oneFactor([true, "true"]), "acc ~ x");
    expect(summary).toContain("acc at x 'true' is 10.07 higher than at x true");
    const mixed = compare(oneFactor([1, "1", "1.0", null, "none"]), "acc ~ x");
    expect(comparisonText(mixed)).toMatch(/'1' − 1 /);
    expect(mixed.cells.map(({ levels }) => levelText(levels[0]!))).toEqual([
      "1",
      "'1'",
      "1.0",
      "'none'",
      "none",
    ]);
  });

  it.each<[unknown, string]>([
    ["", "''"],
    [" ", "' '"],
    ["a\nb", "a\\nb"],
    ["adam", "adam"],
    ["1.10", "1.10"],
    ["false", "'false'"],
    [NaN, "NaN"],
    [BIG, "12345678901234567890"],
    [-0, "0"],
    [[64, 32], "[64, 32]"],
    [DAY, "2026-01-02"],
    [TIME, "2026-01-02T10:30:00.000Z"],
  ])("%# is %s", (value, text) => {
    expect(levelText(toLevel(value))).toBe(text);
  });

  it("keep both ends where they are long", () => {
    const [one, other] = ["a".repeat(200), `${"a".repeat(199)}b`].map(levelText);
    expect(one).toBe(`${"a".repeat(30)}…${"a".repeat(29)}`);
    expect(other).toBe(`${"a".repeat(30)}…${"a".repeat(28)}b`);
    expect(levelText("日".repeat(40))).toBe(`${"日".repeat(15)}…${"日".repeat(14)}`);
  });

  it("do not break a sentence into lines", () => {
    const { summary } = compare(oneFactor(["a\nb", "c"]), "acc ~ x");
    expect(summary.split("\n")[0]).toMatch(/^acc of c is 10\.07 higher than of a\\nb \(/);
  });
});

describe("the remedy that keeps one setting", () => {
  const setting = /keep one setting \(where: (.*?)\), pool/;

  it.each<[string, unknown, unknown]>([
    ["NaN", NaN, 1],
    ["null", null, 1],
    ["an integer beyond 2^53", BIG, 1],
    ["a negative one", -BIG, 1],
    ["a day", DAY, new Date(Date.UTC(2026, 0, 3))],
    ["a time", TIME, DAY],
    ["a text with a quote", "it's", "b"],
    ["a text with a line break", "a\nb", "b"],
    ["an empty text", "", "b"],
    ["a list", ["a", "b c"], []],
    ["a text in brackets", "[redacted]", "b"],
    ["a text that begins with a list", "[1] and more", "b"],
    ["a boolean", true, false],
    ["minus zero", -0, 1],
  ])("can be followed where the level is %s", (_, level, other) => {
    const table = hidden([level, other]);
    let message = "";
    try {
      compare(table, "acc ~ arm");
    } catch (error) {
      ({ message } = error as Error);
    }
    const condition = setting.exec(message)![1]!;
    const kept = filterWhere(table, condition);
    expect(kept.numRows()).toBe(6);
    expect(compare(kept, "acc ~ arm").cells).toHaveLength(2);
  });
});

describe("the control and the setting", () => {
  it.each<[string, readonly unknown[], unknown, unknown]>([
    ["a list", [[16], [64, 32]], [64, 32], "[64, 32]"],
    ["a bigint", [BIG, 1], BIG, String(BIG)],
    ["a Date", [new Date(0), DAY], DAY, "2026-01-02"],
    ["the text of a day", [new Date(0), DAY], "2026-01-02", "2026-01-02"],
    ["none for null", [1, null], "none", null],
    ["a text none before null", ["none", null], "none", "none"],
    ["null", [1, null], null, null],
  ])("may be %s", (_, levels, ref, control) => {
    const { differences } = compare(oneFactor(levels), "acc ~ x", { ref });
    expect(differences[0]!.control).toBe(control);
    const { cells, summary } = compare(hidden(levels), "acc ~ arm", { over: { h: ref } });
    expect(summary).toContain(`Each value is the one at h ${levelText(control as Level)}.`);
    expect(cells.map(({ n }) => n)).toEqual([3, 3]);
  });
});
