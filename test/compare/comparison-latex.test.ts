import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { CeterisError } from "../../src/util/error.js";
import { largeNetwork, rowsTable } from "./runs.js";

describe("toLatex", () => {
  let runs: ColumnTable;
  beforeAll(async () => {
    runs = await largeNetwork();
  });

  it("has a table for differences, estimates and tests, with captions that say what they hold", () => {
    const tex = compare(runs, "val_accuracy ~ optimizer | lr").toLatex({ label: "tab:opt" });
    expect(tex).toMatchSnapshot();
    expect(tex.match(/\\caption\{.*\}/g)).toHaveLength(4);
    expect(tex.match(/\\label\{.*\}/g)).toEqual([
      "\\label{tab:opt-differences}",
      "\\label{tab:opt-averages}",
      "\\label{tab:opt-estimates}",
      "\\label{tab:opt-tests}",
    ]);
  });

  it("begins captions with the words it is given", () => {
    const tex = compare(runs, "log(min(val_loss)) ~ optimizer * lr").toLatex({
      caption: "Digits, 50% of them.",
    });
    expect(tex).toContain(
      "\\caption{Digits, 50\\% of them. Ratios: 95\\% intervals; p after Holm's",
    );
    expect(tex).toContain("Interactions: ratios of ratios;");
    expect(tex).toContain("momentum / adam & 0.03 / 0.003 &");
  });

  it("is pure ASCII but for names, keeps columns whole, and escapes what LaTeX would read", () => {
    const table = rowsTable(
      ["a_1 & b", "50% $x$", "#3"].flatMap((arm, k) =>
        [1, 2, 3].map((seed) => ({ arm, seed, acc: seed * 1e-9 + k * 1e-10 * (seed % 2) })),
      ),
    );
    const tex = compare(table, "acc ~ arm").toLatex();
    expect(tex).toMatch(/^[\x20-\x7e\n]*$/);
    expect(tex).toContain("a\\_1 \\& b");
    expect(tex).toContain("\\times 10^{-");
    for (const tabular of tex.split("\\begin{tabular}").slice(1)) {
      const columns = /^\{(\w+)\}/.exec(tabular)![1]!.length;
      const rows = tabular.split("\n").filter((line) => line.endsWith(" \\\\"));
      for (const row of rows) expect(row.split(/(?<!\\)&/)).toHaveLength(columns);
    }
  });

  it("has decimal points under each other, and intervals and missing numbers as they are", () => {
    const tex = compare(runs, "val_accuracy ~ optimizer | lr").toLatex();
    expect(tex).toContain("& $0.369\\phantom{0}$ & $[0.304, 0.434]$ & $0.0774\\phantom{0}$ \\\\");
    expect(tex).toContain("& $< 0.001$ &");
    for (const rows of tex.split("\\midrule\n").slice(1)) {
      const ends = rows
        .split("\n\\bottomrule")[0]!
        .split("\n")
        .map((row) => row.split(" & ").map(digitsAfterPoint));
      for (const column of ends[0]!.keys())
        expect(new Set(ends.map((row) => row[column])).size).toBe(1);
    }
  });

  it("stands over both columns of a page where it is wide", () => {
    const tex = compare(runs, "val_accuracy ~ optimizer | lr").toLatex({ wide: true });
    expect(tex.match(/\\(begin|end)\{table\*\}/g)).toHaveLength(8);
    expect(tex).not.toContain("{table}");
  });

  it("refuses a label that LaTeX cannot refer to, and options that do not exist", () => {
    const comparison = compare(runs, "val_accuracy ~ optimizer | lr");
    expect(() => comparison.toLatex({ label: "tab{" })).toThrow(CeterisError);
    expect(() => comparison.toLatex({ title: "x" } as object)).toThrow(/title/);
  });
});

describe("toMarkdown", () => {
  it("has the sentences, the warnings and the tables that the terminal shows", async () => {
    const runs = await largeNetwork();
    const text = compare(runs, "val_accuracy ~ optimizer", { over: "best" }).toMarkdown();
    expect(text).toMatchSnapshot();
    expect(text).toContain("\n- The best lr was chosen on these same runs");
  });
});

describe("toJSON", () => {
  it("has the keys of the contract first, then tests, averages over facets, and importance for every param", async () => {
    const runs = await largeNetwork();
    const contract = ["formula", "verdict", "summary", "estimates", "contrasts", "warnings"];
    const plain = compare(runs, "val_accuracy ~ optimizer | lr").toJSON();
    expect(Object.keys(plain)).toEqual([...contract, "tests", "pooled"]);
    const every = compare(runs, "val_accuracy ~ .").toJSON();
    expect(Object.keys(every)).toEqual([...contract, "tests", "pooled", "importance"]);
    expect(every.importance!.map(({ term }) => term)).toEqual([
      "lr",
      "optimizer",
      "lr:optimizer",
      "noise",
    ]);
  });
});

/** Room behind the decimal point of a number, in digits; -1 for all other cells. */
function digitsAfterPoint(cell: string): number {
  const number = /^\$(?:< )?-?\d+(.*)\$$/.exec(cell.replace(" \\\\", ""));
  if (number === null || number[1]!.includes(",")) return -1;
  return number[1]!.replaceAll(/\\phantom|[{}.]/g, "").length;
}
