import { createRequire } from "node:module";
import { resolve } from "node:path";
import { table } from "arquero";
import { describe, expect, it } from "vitest";
import { toDanfo, type DanfoModule } from "../../src/frame/to-danfo.js";
import { Index } from "../../src/index/run-index.js";

interface Frame {
  readonly shape: number[];
  readonly columns: string[];
  readonly dtypes: string[];
  column(name: string): { readonly values: unknown[]; mean(): number };
  query(condition: unknown): Frame;
}

/** The real danfojs 1.2.0, installed apart by the set-up. */
const require = createRequire(resolve(import.meta.dirname, "../../.cache/danfo/package.json"));
const dfd = require("danfojs") as DanfoModule<Frame>;

describe("toDanfo", () => {
  it("makes a DataFrame of a whole root, types kept", async () => {
    const root = resolve(import.meta.dirname, "../fixtures/digits-exman/root");
    const frame = toDanfo(await new Index(root).info(), dfd);
    expect(frame.shape).toEqual([148, 20]);
    const types = Object.fromEntries(
      frame.columns.map((name, position) => [name, frame.dtypes[position]]),
    );
    expect(types).toMatchObject({
      id: "int32",
      lr: "float32",
      early_stop: "boolean",
      optimizer: "string",
      hidden: "string",
    });
    expect(frame.column("hidden").values[0]).toBe("[16]");
    expect(frame.column("time").values[0]).toBe("2026-11-21T08:26:44");
    // The mean of the last val_accuracy over all 148 runs, by pandas over the `metrics.csv` of every run.
    expect(frame.column("val_accuracy").mean()).toBeCloseTo(0.763075575575575, 6);
  });

  it("has NaN for a missing number and null for any other missing value", () => {
    const frame = toDanfo(table({ loss: [0.5, null], note: ["first", null] }), dfd);
    expect(frame.column("loss").values).toEqual([0.5, NaN]);
    expect(frame.column("note").values).toEqual(["first", null]);
  });
});
