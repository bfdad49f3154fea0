import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/compare/evaluate.js";
import { FormulaError } from "../../src/compare/formula-error.js";
import { filterWhere, parseCondition } from "../../src/compare/where.js";
import { rowsTable } from "./runs.js";

const row: Readonly<Record<string, unknown>> = {
  lr: 0.01,
  n: 3,
  big: 9007199254740993n,
  small: 5n,
  zero: 0,
  nothing: null,
  nan: NaN,
  optimizer: "adam",
  version: "1.10",
  early_stop: true,
  off: false,
  hidden: [64, 32],
  mixed: ["a", [1, null]],
  time: new Date(2026, 10, 21, 8, 30),
  in: "a column named in",
  "batch-size": 16,
  "model.depth": 4,
  größe: 7,
};
const value = (condition: string): unknown =>
  evaluate(parseCondition(condition), (name) => row[name]);

describe("an expression", () => {
  it.each<[string, unknown]>([
    // precedence: || below && below comparisons below + - below * / % below ! and the sign
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["12 / 3 / 2", 2],
    ["7 % 4 * 2", 6],
    ["-2 * -3", 6],
    ["- - 2", 2],
    ["(1 < 2) == true", true],
    ["false && false || true", true],
    ["true || false && false", true],
    ["!false && false", false],
    ["!(false && false)", true],
    ["1 + 1 == 2", true],
    ["-1 < 1 && 2 * 2 >= 4", true],
    [".5 + 1. + 1e-1", 1.6],
    // equality is of value and type, through lists
    ["optimizer == 'adam'", true],
    ['optimizer == "adam"', true],
    ["n == '3'", false],
    ["early_stop == 1", false],
    ["hidden == [64, 32]", true],
    ["hidden == [32, 64]", false],
    ["hidden == [64]", false],
    ["hidden != [64]", true],
    ["mixed == ['a', [1, null]]", true],
    ["nan == nan", true],
    ["nan != nan", false],
    ["nan == NaN", true],
    ["nan in [1, NaN]", true],
    ["n == NaN", false],
    ["nan < NaN", false],
    ["zero == -0", true],
    ["big == 9007199254740993", true],
    ["big == 9007199254740992", false],
    ["big > 9007199254740992", true],
    ["-9007199254740993 < 0", true],
    ["small == 5", true],
    ["small == 5.0", true],
    ["small in [1, 5]", true],
    // in
    ["lr in [0.1, 0.01]", true],
    ["lr in []", false],
    ["lr in 5", false],
    ["hidden in [[16], [64, 32]]", true],
    ["nothing in [1, null]", true],
    ["'a' in mixed", true],
    ["`in` == 'a column named in'", true],
    ["'x' in [`in`]", false],
    // null: equal to null only, and neither above nor below anything
    ["nothing == null", true],
    ["nothing == 0", false],
    ["nothing == false", false],
    ["nothing != 0", true],
    ["nothing < 1", null],
    ["nothing >= 0", null],
    ["nothing + 1", null],
    ["-nothing", null],
    ["!nothing", true],
    ["nothing < 1 || true", true],
    ["missing == null", true],
    // order within one kind only
    ["optimizer < 'b'", true],
    ["optimizer < 5", false],
    ["optimizer > 5", false],
    ["'a' < 'B'", false],
    ["hidden < [99]", false],
    // dates by the instant that a text spells, in local time
    ["time == '2026-11-21T08:30:00'", true],
    ["time >= '2026-11-21'", true],
    ["time < '2026-11-22'", true],
    ["time > '2026-11-21'", true],
    ["'2026-11-21' < time", true],
    ["time in ['2026-11-21T08:30']", true],
    ["time > 'yesterday'", false],
    // functions, of a number only
    ["log2(8) + log(1)", 3],
    ["sqrt(n * n)", 3],
    ["abs(-small)", 5],
    ["sqrt(-1)", NaN],
    ["log10(optimizer)", NaN],
    ["exp(nothing)", null],
    ["-abs(-2)", -2],
    // names
    ["`batch-size` == 16", true],
    ["model.depth == 4", true],
    ["`model.depth` == 4", true],
    ["größe + 1", 8],
    // texts
    ["'it\\'s' == \"it's\"", true],
    ["'in' == `in`", false],
    ["'a && b' == 'a && b'", true],
    ["'' == ''", true],
    // what is no number
    ["optimizer * 2", NaN],
    ["early_stop + 1", 2],
    ["1 / 0", Infinity],
    ["Infinity > 1e308", true],
  ])("%s is %s", (condition, expected) => {
    expect(value(condition)).toEqual(expected);
  });

  it.each(["1 < 2 == true", "0.001 < lr < 0.1", "lr in [1] in [true]"])(
    "%s does not chain",
    (condition) => {
      expect(() => parseCondition(condition)).toThrow("Comparisons do not chain");
    },
  );

  it("does not look at the right of && and || where the left decides", () => {
    const looked: string[] = [];
    const look = (name: string): boolean => (looked.push(name), name === "yes");
    evaluate(parseCondition("yes || a"), look);
    evaluate(parseCondition("no && b"), look);
    expect(looked).toEqual(["yes", "no"]);
  });
});

describe("filterWhere", () => {
  const table = rowsTable([
    { id: 1, lr: 0.1, note: null },
    { id: 2, lr: null, note: "x" },
    { id: 3, lr: 1, note: "" },
  ]);
  const ids = (condition: string): unknown => filterWhere(table, condition).array("id");

  it.each<[string, number[]]>([
    ["lr < 0.5", [1]],
    ["lr >= 0.5", [3]],
    ["lr == null", [2]],
    ["lr != 0.1", [2, 3]],
    ["!(lr < 0.5)", [2, 3]],
    ["note == ''", [3]],
    ["lr", [1, 3]],
    ["true", [1, 2, 3]],
    ["false", []],
    ["id % 2", [1, 3]],
  ])("keeps of %s the rows %j", (condition, expected) => {
    expect(ids(condition)).toEqual(expected);
  });

  it.each([
    ["note", "note is a value and no condition; compare it, as in note == …."],
    ["'x'", "'x' is a value and no condition; compare it, as in column == …."],
    ["[1, 2]", "[1, 2] is a value and no condition"],
    ["note == x", "There is no column x; write the text in quotes, 'x'."],
    ["ide == 1", "There is no column ide; did you mean id?"],
  ])("refuses %s", (condition, message) => {
    expect(() => ids(condition)).toThrow(message);
  });

  it("finds a column with a slash by its beginning", () => {
    const slashed = rowsTable([{ id: 1, "train/loss": 1 }]);
    expect(() => filterWhere(slashed, "train / loss > 0")).toThrow("did you mean `train/loss`?");
  });

  it("filters what an earlier filter left, and keeps the order", () => {
    const ordered = filterWhere(table, "id > 1").orderby("lr").reify();
    expect(filterWhere(ordered, "id < 9").array("id")).toEqual(
      filterWhere(ordered, "true").array("id"),
    );
    expect(filterWhere(filterWhere(table, "id > 1"), "id < 3").array("id")).toEqual([2]);
  });

  it("runs nothing: names of objects are unknown columns", () => {
    for (const name of ["constructor", "__proto__", "process", "globalThis", "toString"]) {
      expect(() => filterWhere(table, `${name} == 1`)).toThrow(`There is no column ${name}`);
    }
    expect(() => filterWhere(table, "process.exit(1)")).toThrow(
      "There is no function process.exit",
    );
    expect(() => filterWhere(table, "constructor(1)")).toThrow("There is no function constructor");
  });

  it("says where types make a comparison pointless, and what to write", () => {
    const kinds = rowsTable([
      { lr: 0.1, name: "a", on: true, day: new Date(0), hidden: [1], mixed: 1, none: null },
      { lr: 1, name: "b", on: null, day: null, hidden: [2], mixed: "x", none: null },
    ]);
    const refused = (condition: string): string => {
      try {
        return `${filterWhere(kinds, condition).numRows()} rows`;
      } catch (error) {
        return error instanceof FormulaError
          ? `${error.position}: ${error.message.split("\n")[0]}`
          : String(error);
      }
    };
    expect(refused("lr == '0.1'")).toBe(
      "3: lr holds numbers, which never compare with a text; write 0.1 without quotes.",
    );
    expect(refused("1 == 1 && name > 3")).toBe(
      "15: name holds texts, which never compare with a number; write it in quotes, '3'.",
    );
    expect(refused("hidden == 1")).toContain("compare it with a list");
    expect(refused("on == 'true'")).toContain("compare it with true or false");
    expect(refused("lr in ['a', 'b']")).toContain("lr holds numbers");
    expect(refused("'a' in name")).toContain("write name == … instead");
    expect(refused("lr == name")).toContain("name, which holds texts");
    expect(refused("-1 != name")).toContain("name holds texts");
    expect(refused("day < 5")).toContain("day holds dates");
    // where some row could match, or nothing is known
    for (const condition of ["lr in ['a', 1]", "mixed == 'x'", "mixed == 1", "none != 'x'"])
      expect(refused(condition)).toMatch(/^[12] rows$/);
    expect(refused("day > '1960-01-01'")).toBe("1 rows");
    expect(refused("lr == null || on == null || none == 5")).toBe("1 rows");
    expect(refused("[1] in hidden")).toBe("0 rows");
  });

  it("has functions of a number, and no reducers", () => {
    expect(ids("log10(lr) == -1")).toEqual([1]);
    expect(ids("abs(id - 2) + sqrt(4) < 2.5")).toEqual([2]);
    expect(ids("exp(0) == 1")).toEqual([1, 2, 3]);
    expect(ids("log(lr) == null")).toEqual([2]); // null goes through
    expect(() => filterWhere(table, "sqr(lr) < 1")).toThrow("did you mean sqrt?");
    expect(() => filterWhere(table, "not(lr < 1)")).toThrow("write !.");
    expect(() => filterWhere(table, "min(lr) < 1")).toThrow("A condition is on columns");
    expect(() => filterWhere(table, "log(lr, 2) < 1")).toThrow("to close log(");
  });
});
