import { desc, op, table, type ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { fromArrow, toArrow } from "../../src/frame/arrow.js";
import { fromParquet, toParquet } from "../../src/frame/parquet.js";
import type { BatchRuns, RunRow } from "../../src/frame/run-batch.js";
import { rawStatisticsTable, statisticsTable } from "../../src/frame/statistics-table.js";
import { toDanfo } from "../../src/frame/to-danfo.js";
import { toCSV, toJSON } from "../../src/frame/to-text-formats.js";
import { batchRuns, runRow } from "./batches.js";
import { columnsOf } from "./odd-table.js";

const rows: readonly RunRow[] = [
  runRow(1, {}, { loss: [3, 2], acc: [0.5] }),
  runRow(2, {}, { acc: [0.7, 0.8] }),
];
const runs: BatchRuns = batchRuns(rows);

/** A test score, recorded once at the end, without a step. */
const FINAL: RunRow = {
  ...runRow(3, {}),
  statistics: new Map([
    [
      "score",
      {
        step: Float64Array.of(NaN),
        time: Float64Array.of(1763712000.25),
        value: Float64Array.of(0.9),
      },
    ],
  ]),
};

describe("statisticsTable", () => {
  it("has a row per sample, by run, by name, by step", () => {
    expect(statisticsTable(runs).objects()).toEqual([
      { id: 1, step: 0, time: null, name: "loss", value: 3 },
      { id: 1, step: 1, time: null, name: "loss", value: 2 },
      { id: 1, step: 0, time: null, name: "acc", value: 0.5 },
      { id: 2, step: 0, time: null, name: "acc", value: 0.7 },
      { id: 2, step: 1, time: null, name: "acc", value: 0.8 },
    ]);
  });

  it("has only the statistics that are asked for, and its columns also where there are none", () => {
    expect(statisticsTable(runs, ["loss"]).array("value")).toEqual([3, 2]);
    for (const none of [statisticsTable(runs, []), statisticsTable(batchRuns([]))]) {
      expect(none.numRows()).toBe(0);
      expect(none.columnNames()).toEqual(["id", "step", "time", "name", "value"]);
    }
  });

  it("has no step for a value without one, and times as dates", () => {
    const long = statisticsTable(batchRuns([rows[1]!, FINAL]));
    expect(long.object(2)).toEqual({
      id: 3,
      step: null,
      time: new Date(1763712000250),
      name: "score",
      value: 0.9,
    });
    expect(long.array("step")).toEqual([0, 1, null]);
    expect(long.array("time")).toEqual([null, null, new Date(1763712000250)]);
  });

  it("keeps numbers in typed arrays, and makes no object per row", () => {
    const long = statisticsTable(runs);
    for (const name of ["id", "step", "value"])
      expect(long.column(name)).toBeInstanceOf(Float64Array);
    for (const name of ["time", "name"]) expect(Array.isArray(long.column(name))).toBe(false);
  });
});

describe("rawStatisticsTable", () => {
  it("has a row per sample of each file, in the order of the pieces", () => {
    const series = (steps: readonly number[]) => ({
      step: Float64Array.from(steps),
      time: new Float64Array(steps.length).fill(NaN),
      value: Float64Array.from(steps, (step) => step * 10),
    });
    const pieces = [
      { id: 1, file: "statistics.jsonl", name: "loss", series: series([0, 1]) },
      { id: 1, file: "statistics.jsonl", name: "acc", series: series([0]) },
      { id: 1, file: "statistics.2.jsonl", name: "loss", series: series([1]) },
    ];
    const long = rawStatisticsTable(pieces, ["loss"]);
    expect(rawStatisticsTable(pieces).array("name")).toEqual(["loss", "loss", "acc", "loss"]);
    expect(long.objects()).toEqual([
      { id: 1, step: 0, time: null, name: "loss", value: 0, file: "statistics.jsonl" },
      { id: 1, step: 1, time: null, name: "loss", value: 10, file: "statistics.jsonl" },
      { id: 1, step: 1, time: null, name: "loss", value: 10, file: "statistics.2.jsonl" },
    ]);
    expect(rawStatisticsTable([]).columnNames()).toContain("file");
  });
});

interface Sample {
  id: number;
  step: number | null;
  time: Date | null;
  name: string;
  value: number;
}

const optimizers = table({ id: [1, 2, 3], optimizer: ["adam", "sgd", "adam"] });

/** Verbs whose results may not depend on how the columns are stored. */
const VERBS: Readonly<Record<string, (long: ColumnTable) => ColumnTable>> = {
  filter: (long) => long.filter((row: Sample) => row.name === "acc" && row.value > 0.6),
  "filter by what is not": (long) => long.filter((row: Sample) => row.name !== "unknown"),
  "filter by null": (long) => long.filter((row: Sample) => row.step === null),
  derive: (long) => long.derive({ double: (row: Sample) => row.value * 2 }),
  "derive from dates": (long) =>
    long.derive({ year: (row: Sample) => (row.time ? op.utcyear(row.time) : 0) }),
  "groupby name": (long) =>
    long.groupby("name").rollup({ n: op.count(), best: op.max("value"), last: op.max("time") }),
  "groupby two": (long) => long.groupby("id", "name").count(),
  orderby: (long) => long.orderby("name", desc("step"), "id"),
  reify: (long) => long.filter((row: Sample) => row.id !== 2).reify(),
  join: (long) => long.join(optimizers),
  "join left": (long) => long.join_left(optimizers.rename({ id: "run" }), ["id", "run"]),
  pivot: (long) => long.groupby("id", "step").pivot("name", "value"),
  fold: (long) => long.fold(["step", "value"]),
  concat: (long) => long.concat(long),
  dedupe: (long) => long.dedupe("name"),
  slice: (long) => long.slice(1, 3),
  sample: (long) => long.sample(100, { replace: false }).orderby("id", "name", "step"),
  select: (long) => long.select("time", "name"),
  assign: (long) => long.select("id").assign(long.select("name", "time")),
  impute: (long) => long.impute({ step: () => -1 }),
  spread: (long) => long.derive({ pair: (row: Sample) => [row.name, row.value] }).spread("pair"),
};

/** The program's own formats, and Arquero's. */
const FORMATS: Readonly<Record<string, (long: ColumnTable) => unknown>> = {
  toArrow: (long) => columnsOf(fromArrow(toArrow(long))),
  toCSV,
  toJSON,
  "Arquero's toArrow": (long) => long.toArrow().toArray(),
  "Arquero's toCSV": (long) => long.toCSV(),
  "Arquero's toJSON": (long) => long.toJSON(),
  "Arquero's toMarkdown": (long) => long.toMarkdown(),
  objects: (long) => long.objects(),
  iterator: (long) => [...long.column("time")!],
  toDanfo: (long) =>
    toDanfo(long, {
      DataFrame: class {
        readonly data: Record<string, unknown[]>;
        constructor(data: Record<string, unknown[]>) {
          this.data = data;
        }
      },
    }).data,
};

describe.each([
  ["with steps and no times", runs],
  ["with a missing step and a time", batchRuns([...rows, FINAL], 2)],
  ["without rows", batchRuns([])],
])("a long table %s", (_, of) => {
  const long = statisticsTable(of);
  const plain = table([...columnsOf(long)]);

  it.each(Object.entries(VERBS))("goes through %s as plain lists do", (__, verb) => {
    expect([...columnsOf(verb(long))]).toEqual([...columnsOf(verb(plain))]);
  });

  it.each(Object.entries(FORMATS))("is written by %s as plain lists are", (__, format) => {
    expect(format(long)).toEqual(format(plain));
  });

  it("comes back from Parquet", async () => {
    expect(columnsOf(await fromParquet(toParquet(long)))).toEqual(columnsOf(long));
  });
});
