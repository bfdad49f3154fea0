import { op } from "arquero";
import {
  array,
  assert,
  constantFrom,
  date,
  double,
  integer,
  nat,
  oneof,
  property,
  string,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { inferColumn } from "../../src/frame/infer-column.js";
import { factsOf } from "../../src/frame/run-facts.js";
import { decodeBatch, encodeBatch } from "../../src/frame/encode-batch.js";
import type { BatchRuns, RunRow } from "../../src/frame/run-batch.js";
import { runsTable } from "../../src/frame/runs-table.js";
import { statisticsTable } from "../../src/frame/statistics-table.js";
import { batchRuns, runRow } from "./batches.js";
import { columnsOf } from "./odd-table.js";

const rows: readonly RunRow[] = [
  runRow(1, { lr: 0.1, model: { depth: 3 } }, { loss: [3, 2], acc: [0.5] }),
  runRow(2, { opt: "sgd", lr: 0.2 }, { acc: [0.7, 0.8] }),
];
const runs: BatchRuns = batchRuns(rows);

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

  it("names the directory of each run below the root, and its status", () => {
    const table = runsTable({ ...runs, status: ["running", "lost"] });
    expect(table.array("root")).toEqual(["/root/runs/1", "/root/runs/2"]);
    expect(table.array("status")).toEqual(["running", "lost"]);
  });

  it("has the identity and nothing else without runs", () => {
    const table = runsTable(batchRuns([]));
    expect([table.numRows(), table.columnNames()]).toEqual([
      0,
      ["id", "time", "root", "name", "status"],
    ]);
    expect(factsOf(table)!.histories.has("/root/runs/1")).toBe(false);
  });

  it("shares no list, object or date with another row, another table, or the batch", () => {
    const twice = batchRuns([1, 2].map((id) => runRow(id, { hidden: [64, { deep: [32] }] })));
    const table = runsTable(twice);
    (table.get("hidden", 0) as unknown[]).push("changed");
    (table.get("hidden", 0) as [number, { deep: number[] }])[1].deep[0] = 0;
    expect(table.get("hidden", 1)).toEqual([64, { deep: [32] }]);
    expect(runsTable(twice).get("hidden", 0)).toEqual([64, { deep: [32] }]);
    const started = batchRuns([runRow(1, { at: "2026-11-21T10:00:00" })]);
    (runsTable(started).get("at", 0) as Date).setFullYear(1970);
    expect(runsTable(started).get("at", 0)).toEqual(new Date(2026, 10, 21, 10));
  });

  it("gives a column the type of the runs that it shows, not of all that were read", () => {
    const mixed = batchRuns([
      runRow(1, { k: "1" }),
      runRow(2, { k: "0012" }),
      runRow(3, { k: "3" }),
    ]);
    expect(runsTable(mixed).array("k")).toEqual(["1", "0012", "3"]);
    const some = { ...mixed, batch: Int32Array.of(0, 0), row: Int32Array.of(2, 0) };
    expect(runsTable(some).array("k")).toEqual([3, 1]);
  });

  it("is the same from any batches, in any order, also when they were bytes", () => {
    const text = constantFrom<unknown>(
      "1",
      "0.5",
      "x",
      "2026-11-21T10:00:00",
      1,
      -0,
      NaN,
      [1],
      null,
    );
    const params = array(integer({ min: 0, max: 5 }), { maxLength: 4 });
    const run = (id: number, names: readonly number[], values: readonly unknown[]): RunRow => ({
      ...runRow(
        id,
        new Map(names.map((name, i) => [`p${name}`, values[i % values.length]])),
        Object.fromEntries(names.slice(1).map((name) => [`s${name}`, [id, name]])),
      ),
      time: id % 2 === 0 ? null : new Date(id),
    });
    assert(
      property(
        array(params, { minLength: 1, maxLength: 8 }),
        array(text, { minLength: 1, maxLength: 8 }),
        nat({ max: 3 }),
        (lists, values, size) => {
          const all = lists.map((names, id) => run(id, names, values));
          const several = batchRuns(all, size + 1);
          const read = several.batches.map((batch) => decodeBatch(encodeBatch(batch)));
          for (const order of [all.map((_, i) => i), all.map((_, i) => i).toReversed()]) {
            const wanted = batchRuns(order.map((i) => all[i]!));
            const picked: BatchRuns = {
              ...several,
              batches: read,
              batch: Int32Array.from(order, (i) => several.batch[i]!),
              row: Int32Array.from(order, (i) => several.row[i]!),
            };
            expect([...columnsOf(runsTable(picked))]).toEqual([...columnsOf(runsTable(wanted))]);
            expect([...columnsOf(statisticsTable(picked))]).toEqual([
              ...columnsOf(statisticsTable(wanted)),
            ]);
          }
        },
      ),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it("has columns for names of Object.prototype, and no reducer for them unless it was asked for", () => {
    const odd = batchRuns([
      runRow(
        1,
        new Map<string, unknown>([
          ["__proto__", 1],
          ["constructor", 2],
          ["toString", "a"],
          ["hasOwnProperty", [4]],
        ]),
        { ["__proto__"]: [5], constructor: [6], valueOf: [7] },
      ),
    ]);
    const bytes = { ...odd, batches: odd.batches.map((batch) => decodeBatch(encodeBatch(batch))) };
    for (const one of [odd, bytes]) {
      expect([...columnsOf(runsTable(one, {}))].slice(5)).toEqual([
        ["__proto___param", [1]],
        ["constructor", [2]],
        ["toString", ["a"]],
        ["hasOwnProperty", [[4]]],
        ["__proto___last", [5]],
        ["constructor_last", [6]],
        ["valueOf", [7]],
      ]);
      expect(statisticsTable(one).array("name")).toEqual(["__proto__", "constructor", "valueOf"]);
    }
    expect(Object.keys({})).toEqual([]);
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
