import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { rowsTable } from "./runs.js";

/** Two optimizers, ten runs each, whose lr is drawn between two bounds. */
function search(bounds: Readonly<Record<string, readonly [number, number]>>): ColumnTable {
  const generator = seededGenerator(2);
  return rowsTable(
    Object.entries(bounds).flatMap(([opt, [from, to]]) =>
      Array.from({ length: 10 }, () => {
        const lr = from + (to - from) * generator.uniform();
        return { opt, lr, acc: lr + 0.01 * generator.normal() };
      }),
    ),
  );
}

describe("params with fractions in a table that did not come from an Index", () => {
  const apart = search({ a: [0.01, 0.06], b: [0.5, 0.55] });

  it("are refused where they change together with what is compared", () => {
    expect(() => compare(apart, "acc ~ opt")).toThrow(
      "lr changes together with opt, so a difference could come from either",
    );
    expect(compare(apart, "acc ~ opt", { ignore: ["lr"] }).verdict).toBe("differs");
  });

  it("are hidden factors where they only vary, and params of `.`", () => {
    const both = search({ a: [0.01, 1], b: [0.01, 1] });
    expect(() => compare(both, "acc ~ opt")).toThrow(/^lr \(20 levels\) varies/);
    const { design, importances } = compare(both, "acc ~ .");
    expect(design.factors.map(({ name }) => name)).toEqual(["opt", "lr"]);
    expect(importances.find(({ term }) => term === "lr")!.share).toBeGreaterThan(0.8);
  });

  it("are results where their name ends in that of a measure, which is said", () => {
    const generator = seededGenerator(3);
    const rows = (apart.objects() as { opt: string; acc: number }[]).map(({ opt, acc }) => ({
      opt,
      acc,
      val_loss: generator.uniform(),
      loss_weight: generator.uniform(),
    }));
    expect(() => compare(rowsTable(rows), "acc ~ opt")).toThrow(
      /^loss_weight \(20 levels\) varies/,
    );
    expect(compare(rowsTable(rows), "acc ~ opt", { ignore: ["loss_weight"] }).warnings).toContain(
      "val_loss was taken for a result by its name and values; where it is a param, name it in the formula.",
    );
  });
});
