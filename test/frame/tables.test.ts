import { op } from "arquero";
import { assert, constantFrom, oneof, array, property, string, double, date } from "fast-check";
import { describe, expect, it } from "vitest";
import { inferColumn } from "../../src/frame/infer-column.js";
import { factsOf } from "../../src/frame/run-facts.js";
import { runsTable, type RunRow } from "../../src/frame/runs-table.js";
import { statisticsTable } from "../../src/frame/statistics-table.js";
import { runOf } from "../compare/runs.js";

const runs: readonly RunRow[] = [
  runOf(1, { lr: 0.1, model: { depth: 3 } }, { loss: [3, 2], acc: [0.5] }),
  runOf(2, { opt: "sgd", lr: 0.2 }, { acc: [0.7, 0.8] }),
];

describe("runsTable", () => {
  it("has the identity, the params in order of appearance, then the statistics", () => {
    const table = runsTable(runs);
    expect(table.columnNames()).toEqual([
      "id",
      "time",
      "root",
      "name",
      "status",
      "lr",
      "model.depth",
      "opt",
      "loss",
      "acc",
    ]);
    expect(table.array("opt")).toEqual([null, "sgd"]);
    expect(table.array("loss")).toEqual([2, null]);
  });

  it("knows its params, statistics and histories after any verb of Arquero", () => {
    const table = runsTable(runs);
    const changed = table
      .filter((row: { id: number }) => row.id > 0)
      .derive({ double: (row: { lr: number }) => row.lr * 2 })
      .orderby("lr")
      .select("id", "root", "lr", "loss", "double")
      .groupby("lr")
      .ungroup();
    for (const one of [
      table,
      changed,
      changed.reify(),
      changed.slice(0, 1),
      changed.rename({ lr: "rate" }),
    ]) {
      expect(factsOf(one)?.params).toEqual(["lr", "model.depth", "opt"]);
      expect([...factsOf(one)!.statistics.keys()]).toEqual(["loss", "acc"]);
      expect(factsOf(one)!.histories.get("/root/runs/1")!.get("loss")!.value).toEqual(
        Float64Array.of(3, 2),
      );
    }
    expect(factsOf(table.rollup({ n: op.count() }))?.params).toEqual(["lr", "model.depth", "opt"]);
  });

  it("leaves the runs it was given as they are", () => {
    const frozen = structuredClone({ params: [...runs[0]!.params], id: runs[0]!.id });
    runsTable(runs, { loss: ["min"] });
    expect({ params: [...runs[0]!.params], id: runs[0]!.id }).toEqual(frozen);
  });

  it("has no reducer for a name of Object.prototype unless it was asked for", () => {
    const table = runsTable([runOf(1, {}, { constructor: [1], toString: [2] })], {});
    expect([table.get("constructor", 0), table.get("toString", 0)]).toEqual([1, 2]);
  });
});

describe("statisticsTable", () => {
  it("has a row per sample, by run, by name, by step", () => {
    expect(statisticsTable(runs).objects()).toEqual([
      { id: 1, step: 0, time: null, name: "loss", value: 3 },
      { id: 1, step: 1, time: null, name: "loss", value: 2 },
      { id: 1, step: 0, time: null, name: "acc", value: 0.5 },
      { id: 2, step: 0, time: null, name: "acc", value: 0.7 },
      { id: 2, step: 1, time: null, name: "acc", value: 0.8 },
    ]);
    expect(statisticsTable(runs, ["loss"]).numRows()).toBe(2);
    expect(statisticsTable(runs, []).numRows()).toBe(0);
  });

  it("has no step for a value without one, and times as dates", () => {
    const final: RunRow = {
      ...runs[0]!,
      statistics: new Map([
        [
          "acc",
          {
            step: Float64Array.of(NaN),
            time: Float64Array.of(1763712000.25),
            value: Float64Array.of(0.9),
          },
        ],
      ]),
    };
    expect(statisticsTable([final]).object(0)).toEqual({
      id: 1,
      step: null,
      time: new Date(1763712000250),
      name: "acc",
      value: 0.9,
    });
  });
});

describe("inferColumn", () => {
  const text = oneof(
    string(),
    constantFrom(
      "1",
      "-2.5",
      "0012",
      "1e3",
      "true",
      "false",
      "null",
      "NaN",
      "Infinity",
      "-0",
      "2026-11-21T10:00:00",
      "2026-02-30T00:00:00",
      "0x10",
      " 1",
    ),
    double().map(String),
    date({ noInvalidDate: true }).map((value) => value.toISOString().slice(0, 19)),
  );

  it("converts a column of texts as a whole, and only where each text comes back the same", () => {
    assert(
      property(array(text, { minLength: 1 }), (values) => {
        const column = inferColumn(values);
        const kinds = new Set(
          column.map((value) => (value instanceof Date ? "date" : typeof value)),
        );
        expect(kinds.size).toBe(1);
        expect(column.map(spell)).toEqual(values);
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });

  it.each<[string, unknown[], unknown[]]>([
    ["numbers", ["1", "2.5", null], [1, 2.5, null]],
    ["padded numbers", ["0012", "7"], ["0012", "7"]],
    ["booleans", ["true", "false"], [true, false]],
    ["dates in local time", ["2026-11-21T10:00:00"], [new Date(2026, 10, 21, 10)]],
    ["what has other types too", ["1", 2], ["1", 2]],
    ["nothing", [undefined, null], [null, null]],
    ["empty texts", ["", ""], ["", ""]],
  ])("gives of %s %j the column %j", (_, values, expected) => {
    expect(inferColumn(values)).toEqual(expected);
  });
});

/** As YAML and exman write a value. */
function spell(value: unknown): string {
  if (!(value instanceof Date)) return String(value);
  const local = new Date(value.getTime() - value.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
