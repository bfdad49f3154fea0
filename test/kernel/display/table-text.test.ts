import { table } from "arquero";
import { expect, test } from "vitest";
import { tableText } from "../../../src/kernel/display/table-text.js";

test("aligns numbers to the right, the rest to the left, under their names", () => {
  const runs = table({
    id: [1, 12],
    optimizer: ["adam", "sgd"],
    lr: [0.001, 0.1 + 0.2],
    hidden: [[64, 32], Float64Array.of(16)],
    time: [new Date(2026, 10, 21, 8, 26, 44), null],
  });
  // By hand; 0.30000000000000004 has six significant digits as 0.3.
  expect(tableText(runs)).toBe(`2 rows × 5 columns
id  optimizer     lr  hidden    time
 1  adam       0.001  [64, 32]  2026-11-21T08:26:44
12  sgd          0.3  [16]      null`);
});

test("shows 20 rows of many and says how many more there are", () => {
  const lines = tableText(table({ id: Array.from({ length: 149 }, (_, row) => row) })).split("\n");
  expect(lines[0]).toBe("149 rows × 1 column");
  expect(lines).toHaveLength(1 + 1 + 20 + 1);
  expect(lines.at(-1)).toBe("… 129 more rows");
});

test("names the columns that do not fit in 100 columns of a terminal", () => {
  const wide = table(
    Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`parameter_${i}`, [i]])),
  );
  const lines = tableText(wide).split("\n"); // 7 names of 11 letters and 6 gaps of 2 take 89
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines.slice(3).join(" ")).toMatch(/^… 23 more columns: parameter_7, .*, parameter_29$/);
});

test("keeps a value on its line, whatever it holds", () => {
  const lines = tableText(table({ note: ["two\nlines", "\u001b[31mred"] })).split("\n");
  expect(lines).toEqual(["2 rows × 1 column", "note", "two\\nlines", "\\u001b[31mred"]);
});

test("counts characters that are two columns wide", () => {
  const lines = tableText(table({ name: ["学習率", "lr"], id: [1, 2] })).split("\n");
  expect(lines.slice(2)).toEqual(["学習率   1", "lr       2"]);
});

test("a table without rows lists its columns", () => {
  expect(tableText(table({ id: [], lr: [] }))).toBe("0 rows × 2 columns\ncolumns: id, lr");
});

test("respects filter, order and grouping", () => {
  const sorted = table({ id: [1, 2, 3], by: ["a", "b", "a"] })
    .filter("d => d.id > 1")
    .orderby("by")
    .groupby("by");
  expect(tableText(sorted)).toBe("2 rows × 2 columns, grouped by by\nid  by\n 3  a\n 2  b");
});
