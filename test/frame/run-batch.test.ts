import { deepStrictEqual } from "node:assert";
import {
  array,
  assert,
  bigInt,
  boolean,
  constantFrom,
  date,
  dictionary,
  double,
  integer,
  letrec,
  map as mapOf,
  oneof,
  option,
  property,
  record,
  string,
  tuple,
  uint8Array,
} from "fast-check";
import type { Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBatch, encodeBatch } from "../../src/frame/encode-batch.js";
import { flatten } from "../../src/frame/flatten.js";
import { BatchBuilder, type RunBatch, runOf, type RunRow } from "../../src/frame/run-batch.js";
import type { Series } from "../../src/util/series.js";
import { runRow } from "./batches.js";

const NAMES = ["lr", "seed", "__proto__", "constructor", "toString", "hasOwnProperty", "größe", ""];
const names = oneof(constantFrom(...NAMES), string({ unit: "binary" }));

/** What a YAML file can hold, and what else a program could put there. */
const { value } = letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: oneof(
    constantFrom<unknown>(1, 1n, "1", true, -0, 0, NaN, Infinity, "", null, "\ud83d", "2026-11-21"),
    double(),
    integer(),
    bigInt(),
    boolean(),
    string({ unit: "binary" }),
    date(),
    uint8Array({ maxLength: 4 }),
  ),
  value: oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    array(tie("value"), { maxLength: 3 }),
    dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: false }),
  ),
}));

const series: Arbitrary<Series> = array(tuple(double(), option(double()), double()), {
  maxLength: 4,
}).map((samples) => ({
  step: Float64Array.from(samples, ([step]) => step),
  time: Float64Array.from(samples, ([, time]) => time ?? NaN),
  value: Float64Array.from(samples, ([, , sample]) => sample),
}));

const run: Arbitrary<RunRow> = record({
  directory: string({ unit: "binary" }),
  id: integer(),
  time: option(date({ noInvalidDate: true })),
  name: option(string({ unit: "binary" })),
  params: mapOf(names, value, { maxKeys: 5 }),
  statistics: mapOf(names, series, { maxKeys: 3 }),
});

describe("a batch of runs", () => {
  it("gives back every run as it was added, before and after it was bytes", () => {
    assert(
      property(array(run, { maxLength: 6 }), (runs) => {
        const batch = batchOf(runs);
        for (const one of [batch, decodeBatch(encodeBatch(batch))]) {
          expect(one.length).toBe(runs.length);
          for (const [row, expected] of runs.entries()) {
            const actual = runOf(one, row);
            const flat = flatten(expected.params);
            deepStrictEqual(actual, { ...expected, params: flat }); // toStrictEqual trips over keys named constructor
            expect([...actual.params.keys()]).toEqual([...flat.keys()]);
            expect([...actual.statistics.keys()]).toEqual([...expected.statistics.keys()]);
          }
        }
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });

  it("makes the same bytes of the same runs", () => {
    assert(
      property(array(run, { maxLength: 4 }), (runs) => {
        const once = batchOf(runs);
        const again = batchOf(runs.map((_, row) => runOf(decodeBatch(encodeBatch(once)), row)));
        expect(encodeBatch(again)).toEqual(encodeBatch(once));
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it("keeps each distinct value of a param once, and what differs in type apart", () => {
    const odd = [1, 1n, "1", true, 0, -0, NaN, null, [1], ["1"], { a: 1 }, new Date(1)];
    const copies = [1, 1n, "1", true, 0, -0, NaN, null, [1], ["1"], { a: 1 }, new Date(1)];
    const { params } = batchOf([...odd, ...copies].map((x, id) => runRow(id, { x: [x] })));
    const plain = batchOf([...odd, ...copies].map((x, id) => runRow(id, { x }))).params;
    expect(params.valuesOf(0)).toHaveLength(odd.length);
    deepStrictEqual(
      plain.valuesOf(0),
      odd.filter((x) => !isMapping(x)),
    );
  });

  it("keeps the samples of all runs in one array, and steps that are the same once", () => {
    const { statistics } = batchOf([
      runRow(1, {}, { loss: [3, 2, 1], acc: [0.1, 0.2, 0.3] }),
      runRow(2, {}, { loss: [6, 5, 4] }),
    ]);
    expect(statistics.values).toEqual(Float64Array.of(3, 2, 1, 0.1, 0.2, 0.3, 6, 5, 4));
    expect(statistics.steps).toEqual(Float64Array.of(0, 1, 2));
    expect(statistics.times).toHaveLength(0);
  });

  it("gives views of the bytes, and copies no sample", () => {
    const parts = encodeBatch(batchOf([runRow(1, {}, { loss: [3, 2, 1] })]));
    const { value: samples, step } = runOf(decodeBatch(parts), 0).statistics.get("loss")!;
    expect(samples.buffer).toBe(parts[1]!.buffer);
    expect(step.buffer).toBe(parts[1]!.buffer);
  });

  it("pollutes no prototype with params and statistics that are named as its members", () => {
    const params = new Map([
      ["__proto__", { polluted: 1 }],
      ["constructor", { prototype: { polluted: 2 } }],
      ["list", [JSON.parse('{"__proto__": {"polluted": 3}}')]],
    ] as [string, unknown][]);
    const back = runOf(decodeBatch(encodeBatch(batchOf([runRow(1, params)]))), 0);
    expect([...back.params.keys()]).toEqual([
      "__proto__.polluted",
      "constructor.prototype.polluted",
      "list",
    ]);
    expect(Object.keys((back.params.get("list") as object[])[0]!)).toEqual(["__proto__"]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    ["nothing", []],
    ["one part", [new Uint8Array(8)]],
    ["other bytes", [new TextEncoder().encode("id,lr\n"), new Uint8Array(16)]],
    ["the parts the wrong way round", encodeBatch(batchOf([runRow(1, { lr: 1 })])).toReversed()],
    [
      "half of them",
      encodeBatch(batchOf([runRow(1, { lr: 1 })])).map((part) => part.slice(0, 600)),
    ],
  ])("refuses %s", (_, parts) => {
    expect(() => decodeBatch(parts)).toThrow(Error);
  });

  it("takes uneven runs: params that differ, none at all, and undefined ones, which are absent", () => {
    const rows = [{ a: 1, b: 2 }, {}, { b: 2, a: 1 }, { a: undefined, b: 3 }, { a: 1, b: 2 }];
    const batch = batchOf(rows.map((params, id) => runRow(id, params)));
    expect(rows.map((_, row) => [...runOf(batch, row).params])).toEqual([
      [
        ["a", 1],
        ["b", 2],
      ],
      [],
      [
        ["b", 2],
        ["a", 1],
      ],
      [["b", 3]],
      [
        ["a", 1],
        ["b", 2],
      ],
    ]);
    expect(batch.params.shapes).toHaveLength(4);
  });
});

function batchOf(runs: readonly RunRow[]): RunBatch {
  const builder = new BatchBuilder();
  for (const each of runs) builder.add(each);
  return builder.finish();
}

function isMapping(x: unknown): boolean {
  return typeof x === "object" && x !== null && Object.getPrototypeOf(x) === Object.prototype;
}
