import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { isDifferent, isWithinMargin } from "../../src/compare/verdict.js";
import { filterWhere } from "../../src/compare/where.js";
import { digits, infoTable, largeNetwork, rowsTable, runOf } from "./runs.js";

describe("failed runs", () => {
  const rows = (failed: (arm: string, seed: number) => boolean): ColumnTable =>
    rowsTable(
      ["a", "b"].flatMap((arm, i) =>
        Array.from({ length: 8 }, (_, seed) => ({
          arm,
          seed,
          status: failed(arm, seed) ? "failed" : "completed",
          acc: i * 5 + seed + ((i * seed) % 3) / 10,
        })),
      ),
    );

  it("are weighed where levels differ in their share", () => {
    const { warnings } = compare(
      rows((arm, seed) => arm === "b" && seed < 3),
      "acc ~ arm",
      { paired: false },
    );
    // scipy: binomtest(3, 8).proportion_ci(method="wilson"), and (0, 8); ranks: b has the worst three.
    expect(warnings.join("\n")).toContain(
      "b failed in 3 of 8 runs (95% interval 14% to 69%) and a in 0 of 8 runs (95% interval 0% to 32%)",
    );
    expect(warnings.join("\n")).toContain("the conclusion does not stand");
  });

  it("do not matter where both levels have them, or where the rest is still clear", () => {
    expect(
      compare(
        rows((_, seed) => seed === 0),
        "acc ~ arm",
      ).warnings,
    ).toEqual([]);
    const far = filterWhere(
      rows((arm, seed) => arm === "a" && seed === 7),
      "seed >= 0",
    );
    expect(compare(far, "acc ~ arm").warnings.join()).toContain("the conclusion stands");
  });

  it("leave it open where ranks of so few runs could tell nothing", () => {
    const few = filterWhere(
      rows((arm, seed) => arm === "a" && seed === 0),
      "seed < 4",
    );
    expect(compare(few, "acc ~ arm").warnings.join()).toContain(
      "and with so few runs could not go below 0.125: whether the conclusion stands is open.",
    );
  });

  it("leave it open where the direction is not known", () => {
    const table = rows((arm, seed) => arm === "b" && seed < 3).rename({ acc: "speed" });
    expect(compare(table, "speed ~ arm").warnings.join()).toContain(
      "as the direction of speed is not known",
    );
  });
});

describe("where runs come from", () => {
  const runs = (facts: (arm: number, task: number) => object): ColumnTable =>
    infoTable(
      ...[0, 1].flatMap((task) =>
        [0, 1].flatMap((arm) =>
          [0, 1, 2].map((seed) =>
            runOf(
              task * 10 + arm * 3 + seed,
              { arm, task, seed, ...facts(arm, task) },
              { acc: [arm + seed * seed] },
            ),
          ),
        ),
      ),
    );

  it("matters within a contrast only", () => {
    const byTask = runs((_, task) => ({ commit: `c${task}`, git_dirty: task === 1 }));
    expect(compare(byTask, "acc ~ arm | task").warnings).toEqual([]);
    expect(compare(byTask, "acc ~ arm + task").warnings).toEqual([]);
    expect(compare(byTask, "acc ~ arm * task").warnings).toEqual([
      "The runs come from 2 different commits, so a difference may be one of code.",
      "Some of the runs, but not all, come from code with uncommitted changes, so a difference may be one of code.",
    ]);
  });

  it("includes environments and data", () => {
    const table = runs((arm) => ({ python: `3.${arm}`, data_hash: `d${arm}` }));
    const { warnings } = compare(table, "acc ~ arm | task", { ignore: ["python", "data_hash"] });
    expect(warnings).toContain(
      "The runs come from 2 different environments, so a difference may be one of software.",
    );
    expect(warnings).toContain(
      "The runs come from 2 different versions of the data, so a difference may be one of data.",
    );
  });
});

describe("importance", () => {
  it("is by a forest where the runs are no full grid, with intervals", async () => {
    const gaps = filterWhere(await largeNetwork(), "seed != 3 || optimizer != 'sgd'");
    const comparison = compare(gaps, "val_accuracy ~ .");
    const { importance } = comparison;
    expect(importance.columnNames()).toEqual([
      "response",
      "term",
      "share",
      "lower",
      "upper",
      "method",
    ]);
    expect(importance.array("term")).toEqual(["lr", "optimizer", "lr:optimizer"]);
    expect(new Set(importance.array("method") as string[])).toEqual(new Set(["fANOVA"]));
    for (const { share, lower, upper } of comparison.importances) {
      expect(share).toBeGreaterThanOrEqual(lower);
      expect(share).toBeLessThanOrEqual(upper);
    }
    expect(comparison.importanceWarnings).toEqual([]);
    expect(comparison.importances).toBe(comparison.importances);
  });

  it("is empty, with a reason, where the forest explains too little", () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({
      x: (i * 7) % 30,
      arm: ["u", "v", "w"][(i * i) % 3],
      acc: ((i * 7919) % 101) / 100,
    }));
    const { importance, importanceWarnings } = compare(rowsTable(rows), "acc ~ .");
    expect(importance.numRows()).toBe(0);
    expect(importanceWarnings.join()).toContain("A forest explains too little of acc");
  });

  it("has nothing to share out without factors", async () => {
    const some = filterWhere(
      await digits.info(),
      "optimizer == 'adam' && lr == 0.03 && hidden == [16]",
    );
    expect(compare(some, "val_accuracy ~ 1").importance.numRows()).toBe(0);
  });
});

describe("how many seeds", () => {
  it("are needed for a margin, one row a contrast", async () => {
    const comparison = compare(await largeNetwork(), "val_accuracy ~ optimizer | lr");
    const table = comparison.seedsNeeded({ margin: 0.02 });
    expect(table.columnNames()).toEqual([
      "response",
      "lr",
      "level",
      "control",
      "margin",
      "n",
      "seeds",
    ]);
    expect(table.numRows()).toBe(6);
    // There are 8: those that this does not settle take more.
    const rule = { confidence: 0.95, margin: 0.02, responses: comparison.design.responses };
    for (const [i, seeds] of (table.array("seeds") as number[]).entries()) {
      const one = comparison.differences[i]!;
      const isOpen = !isDifferent(one, rule) && !isWithinMargin(one, rule);
      expect(seeds).toBeGreaterThan(isOpen ? 8 : 1);
    }
    const wider = comparison.seedsNeeded({ margin: 0.04 }).array("seeds") as number[];
    for (const [i, seeds] of wider.entries())
      expect(seeds).toBeLessThanOrEqual((table.array("seeds") as number[])[i]!);
  });
});
