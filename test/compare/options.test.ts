import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare, type RunSource } from "../../src/compare/compare.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { filterWhere } from "../../src/compare/where.js";
import { curves } from "../../src/plots/kinds/curves/curves.js";
import { plot } from "../../src/plots/plot-runs.js";
import { digits, largeNetwork, rowsTable } from "./runs.js";

const FORMULA = "val_accuracy ~ optimizer";

describe("options of a comparison", () => {
  let runs: ColumnTable;
  beforeAll(async () => {
    runs = filterWhere(await largeNetwork(), "lr == 0.03");
  });

  /** Options as a program without types may give them. */
  const given = (options: unknown): (() => unknown) => {
    return () => compare(runs, FORMULA, options as CompareOptions);
  };

  it.each<[unknown, string]>([
    [{ direction: "higher" }, 'The option direction of compare is "higher"; give "up"'],
    [{ direction: "UP" }, 'give "up", where more is better, or "down".'],
    [{ margin: "0.05" }, 'The option margin of compare is "0.05"; give a size'],
    [{ margin: Infinity }, "The option margin of compare is Infinity"],
    [{ margin: NaN }, "The option margin of compare is NaN"],
    [{ paired: "no" }, 'The option paired of compare is "no"; give true or false.'],
    [{ confidence: "0.9" }, 'The option confidence of compare is "0.9"'],
    [{ seed: 3 }, "The option seed of compare is 3; give the name of a column."],
    [{ over: ["mean"] }, "The option over of compare is [ 'mean' ]"],
    [{ over: 3 }, 'The option over of compare is 3; give "mean", "best", or a setting'],
    [{ ignore: [3] }, "The option ignore of compare is [ 3 ]; give the names of params"],
    [{ marginn: 0.1 }, "There is no option marginn of compare; did you mean margin?"],
    [{ mark: "best" }, "There is no option mark of compare"],
    ["mean", 'The options of compare are "mean"; give an object'],
    [null, "The options of compare are null; give an object"],
  ])("%j are refused", (options, message) => {
    expect(given(options)).toThrow(message);
  });

  it("take one name to ignore as a list of one", async () => {
    const at = filterWhere(await largeNetwork(), "lr in [0.03, 0.3]");
    const one = compare(at, FORMULA, { ignore: "lr" });
    expect(one.contrasts.objects()).toEqual(
      compare(at, FORMULA, { ignore: ["lr"] }).contrasts.objects(),
    );
  });

  it("are checked where seeds are planned", () => {
    const plan = (options: unknown): unknown =>
      compare(runs, FORMULA).seedsNeeded(options as { margin: number });
    expect(() => plan({ margin: -1 })).toThrow(
      "The option margin of seedsNeeded is -1; give a size",
    );
    expect(() => plan({ margin: "x" })).toThrow('The option margin of seedsNeeded is "x"');
    expect(() => plan(null)).toThrow("The options of seedsNeeded are null");
  });

  it("are checked by plot and curves too", async () => {
    const long = await digits.statistics(["val_loss"]);
    const drawn = (options: object): (() => unknown) => {
      return () => plot(runs, FORMULA, options);
    };
    expect(drawn({ widht: 300 })).toThrow("There is no option widht of plot; did you mean width?");
    expect(drawn({ direction: "x" })).toThrow('The option direction of plot is "x"');
    expect(drawn({ width: 500, margin: 0.01 })).not.toThrow();
    expect(() => curves(long, runs, "val_loss ~ step", { lgo: 1 } as object)).toThrow(
      "There is no option lgo of curves",
    );
  });
});

describe("what is no table, index or formula", () => {
  const comparing = (source: unknown, formula?: unknown): (() => unknown) => {
    return () => compare(source as ColumnTable, formula as string);
  };

  it.each([undefined, null, 3, "runs", [], { a: 1 }])("%j is nothing to compare", (source) => {
    expect(comparing(source, FORMULA)).toThrow("There is nothing to compare in this value");
  });

  it.each([undefined, 3, null])("%j is no formula", (formula) => {
    expect(comparing(rowsTable([{ arm: "a", acc: 1 }]), formula)).toThrow(
      `The formula is ${formula}; give a text, such as "val_accuracy ~ optimizer".`,
    );
  });

  it("is told by curves from the two tables that it takes", async () => {
    const [runs, long] = [await digits.info(), await digits.statistics(["val_loss"])];
    const drawn = (first: unknown, second: unknown): (() => unknown) => {
      return () => curves(first as ColumnTable, second as ColumnTable, "val_loss ~ step");
    };
    expect(drawn(digits, runs)).toThrow("give the long table that index.statistics() returns");
    expect(drawn(runs, long)).toThrow("The first argument of curves is");
    expect(drawn(long, undefined)).toThrow(
      "The second argument of curves is undefined; give a table of runs",
    );
  });

  it("is refused by a promise where the runs come from an index", async () => {
    const index: RunSource = digits;
    await expect(compare(index, FORMULA, { directon: "up" } as object)).rejects.toThrow(
      "did you mean direction?",
    );
  });
});
