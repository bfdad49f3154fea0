import type { ColumnTable } from "arquero";
import { describe, expectTypeOf, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { Verdict } from "../../src/compare/types.js";
import { filterWhere } from "../../src/compare/where.js";
import type { Index } from "../../src/index/run-index.js";

declare const runs: ColumnTable;
declare const index: Index;

describe("compare", () => {
  it("answers at once for a table, and later for an Index", () => {
    expectTypeOf(compare(runs, "acc ~ lr")).toEqualTypeOf<Comparison>();
    expectTypeOf(
      compare(runs, "acc ~ lr", { over: { hidden: [64, 32] }, ref: null }),
    ).toEqualTypeOf<Comparison>();
    expectTypeOf(compare(index, "acc ~ lr")).toEqualTypeOf<Promise<Comparison>>();
    expectTypeOf(compare(index, "acc ~ lr", { mark: "best" })).toEqualTypeOf<Promise<Comparison>>();

    // @ts-expect-error: a table is of one mark already
    void compare(runs, "acc ~ lr", { mark: "best" });
    // @ts-expect-error: there is no such way to pool
    void compare(runs, "acc ~ lr", { over: "median" });
    // @ts-expect-error: up or down
    void compare(runs, "acc ~ lr", { direction: "left" });
  });

  it("has a verdict of three, and tables", () => {
    expectTypeOf<Comparison["verdict"]>().toEqualTypeOf<Verdict>();
    expectTypeOf<Verdict>().toEqualTypeOf<
      "differs" | "no difference larger than the margin" | "cannot conclude"
    >();
    expectTypeOf<Comparison["estimates"]>().toEqualTypeOf<ColumnTable>();
    expectTypeOf(filterWhere(runs, "lr < 1")).toEqualTypeOf<ColumnTable>();
  });
});
