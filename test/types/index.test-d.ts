import type { ColumnTable } from "arquero";
import { describe, expectTypeOf, it } from "vitest";
import { Index, type RunRecord } from "../../src/index/run-index.js";
import type { Problem } from "../../src/store/problem.js";
import type { Series } from "../../src/util/series.js";

describe("Index", () => {
  it("gives tables, marks, runs and problems", () => {
    const index = new Index("./exman");
    expectTypeOf(index.info()).toEqualTypeOf<Promise<ColumnTable>>();
    expectTypeOf(
      index.info("best", { failed: true, statistics: { loss: ["min", "last"] } }),
    ).toEqualTypeOf<Promise<ColumnTable>>();
    expectTypeOf(index.statistics(["loss"], { mark: ["best", "paper"] })).toEqualTypeOf<
      Promise<ColumnTable>
    >();
    expectTypeOf(index.marks()).toEqualTypeOf<Promise<string[]>>();
    expectTypeOf(index.run(7)).toEqualTypeOf<Promise<RunRecord>>();
    expectTypeOf(index.problems).toEqualTypeOf<readonly Problem[]>();
    expectTypeOf<RunRecord["params"]>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expectTypeOf<RunRecord["statistics"]>().toEqualTypeOf<Readonly<Record<string, Series>>>();

    // @ts-expect-error: a misspelt option
    void new Index("./exman", { statistic: "*.csv" });
    // @ts-expect-error: there is no such reducer
    void new Index("./exman").info("best", { statistics: { loss: ["mode"] } });
    // @ts-expect-error: a root is a path
    void new Index(7);
    // @ts-expect-error: problems are read only
    new Index("./exman").problems = [];
  });
});
