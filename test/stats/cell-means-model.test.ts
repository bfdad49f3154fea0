import { array, assert, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { cellMeansModel } from "../../src/stats/cell-means-model.js";
import { linearModel } from "../../src/stats/linear-model.js";
import { disagreements, relativeError } from "./agree.js";
import fixture from "./fixtures/cell-means-model.json" with { type: "json" };

const FIELDS = ["estimate", "standardError", "df", "t", "p", "lower", "upper"] as const;

const SGD = [0.912, 0.908, 0.915, 0.905, 0.91];
const ADAM = [0.919, 0.917, 0.921, 0.913, 0.92];
const ADAMW = [0.925, 0.921, 0.93, 0.918, 0.926];
const OPTIMIZERS = [...SGD, ...ADAM, ...ADAMW];
const OPTIMIZER = OPTIMIZERS.map((_, i) => Math.floor(i / 5));
const SEED = OPTIMIZERS.map((_, i) => i % 5);

describe("cellMeansModel", () => {
  it("agrees with R's lm and emmeans", () => {
    // Where values lie far from 0, both sides keep fewer digits of the differences.
    const tolerance = (name: string): number => (name === "far from 0" ? 1e-5 : 1e-9);
    for (const item of fixture.cases) {
      const wrong = disagreements([item], tolerance(item.name), ({ confidence, ...c }) => {
        const model = cellMeansModel(c.values, c.cells, c.blocks);
        const means = c.means.map((_, cell) => model.mean(cell, { confidence }));
        const contrasts = c.weights.map((weights) => model.contrast(weights, { confidence }));
        const rows = means.slice(1).map((_, i) => means.map((__, j) => [j === 0, j === i + 1]));
        const test = model.test(rows.map((row) => row.map(([a, b]) => Number(b) - Number(a))));
        const expected = [...c.means, ...c.contrasts];
        return [
          [model.cells, c.means.length],
          [model.df, c.df],
          [model.sigma, c.sigma],
          ...[...means, ...contrasts].flatMap((actual, i) =>
            FIELDS.map((field) => [actual[field], expected[i]![field]] as const),
          ),
          ...(["f", "df", "dfResidual", "p"] as const).map(
            (field) => [test[field], c.test[field]] as const,
          ),
        ];
      });
      expect(wrong).toEqual([]);
    }
  });

  it("gives the figures of three optimizers in five seeds", () => {
    const model = cellMeansModel(OPTIMIZERS, OPTIMIZER, SEED);
    const { f, p } = model.test([
      [-1, 1, 0],
      [-1, 0, 1],
    ]);
    expect(relativeError(f, 185)).toBeLessThan(1e-12);
    expect(relativeError(p, 2.0063e-7)).toBeLessThan(1e-4);
    const { estimate, lower, upper } = model.contrast([-1, 1, 0]);
    expect(relativeError(estimate, 0.008)).toBeLessThan(1e-12);
    expect([lower, upper].map((x) => x.toFixed(8))).toEqual(["0.00631593", "0.00968407"]);
  });

  it("compares cells that no block shares along a chain of blocks, and no others", () => {
    const chain = cellMeansModel([1, 3, 4, 9, 6, 8], [0, 1, 1, 2, 0, 1], [0, 0, 1, 1, 2, 2]);
    expect(chain.contrast([-1, 0, 1]).estimate).toBeCloseTo(7, 12);
    const islands = cellMeansModel(
      [1, 2, 3.5, 4, 5, 7, 8, 9.5, 3, 1],
      [0, 1, 0, 1, 2, 3, 2, 3, 0, 3],
      ["7", "7", "1", "1", "2", "2", "3", "3", "7", "2"].map(Number),
    );
    expect(islands.contrast([1, 0, -1, 0])).toMatchObject({ estimate: NaN, p: NaN, lower: NaN });
    expect(islands.mean(0).estimate).toBeNaN();
    expect(islands.contrast([1, -1, 0, 0]).p).toBeGreaterThan(0);
    expect(islands.contrast([0.5, -0.5, 0.5, -0.5]).p).toBeGreaterThan(0);
    expect(islands.test([[1, 0, -1, 0]])).toMatchObject({ f: NaN, p: NaN });
  });

  it("has estimates but no test where all residuals are 0 but for rounding", () => {
    const effect = [0.1, 0.7, 1.3];
    const seed = [0.2, 0.4, 0.9, 1.7];
    const cells = seed.flatMap(() => [0, 1, 2]);
    const blocks = seed.flatMap((_, b) => [b, b, b]);
    const values = cells.map((c, i) => effect[c]! + seed[blocks[i]!]!);
    const model = cellMeansModel(values, cells, blocks);
    const contrast = model.contrast([-1, 1, 0]);
    expect(contrast).toMatchObject({ t: NaN, df: NaN, p: NaN, lower: NaN, upper: NaN });
    expect(contrast.estimate).toBeCloseTo(0.6, 14);
    expect(model.test([[-1, 1, 0]])).toMatchObject({ f: NaN, p: NaN });
  });

  it("finds no error in many cells and blocks whose values are sums", () => {
    const cells = Array.from({ length: 3600 }, (_, i) => i % 120);
    const blocks = cells.map((_, i) => Math.floor(i / 120));
    const values = cells.map((c, i) => Math.sqrt(c) + Math.cbrt(blocks[i]!) / 3);
    expect(
      cellMeansModel(values, cells, blocks).contrast(cells.slice(0, 120).map((c) => c - 59.5)),
    ).toMatchObject({ t: NaN, p: NaN });
  });

  it("knows empty cells, single values and damaged ones", () => {
    const empty = cellMeansModel([1, 2, 3], [0, 2, 2]);
    expect(empty.cells).toBe(3);
    expect(empty.mean(1).estimate).toBeNaN();
    expect(empty.mean(7).estimate).toBeNaN();
    expect(empty.mean(0).estimate).toBeCloseTo(1, 15);
    expect(empty.contrast([1, -1]).estimate).toBeNaN();
    expect(cellMeansModel([4], [0]).mean(0)).toMatchObject({ estimate: 4, lower: NaN, p: NaN });
    expect(cellMeansModel([], [])).toMatchObject({ cells: 0, sigma: NaN });
    expect(cellMeansModel([5, 5, 5], [0, 0, 0]).mean(0)).toMatchObject({ estimate: 5, p: NaN });
    for (const damaged of [
      cellMeansModel([1, NaN, 3, 4], [0, 0, 1, 1]),
      cellMeansModel([1, Infinity, 3, 4], [0, 0, 1, 1]),
      cellMeansModel([1, 2, 3, 4], [0, 0, 1, 0.5]),
      cellMeansModel([1, 2, 3, 4], [0, 0, 1, -1]),
      cellMeansModel([1, 2, 3, 4], [0, 0, 1]),
      cellMeansModel([1, 2, 3, 4], [0, 1, 0, 1], [0, 0, 1]),
    ]) {
      expect([damaged.sigma, damaged.contrast([1, -1]).estimate]).toEqual([NaN, NaN]);
    }
  });

  it("tests differences only", () => {
    const model = cellMeansModel(OPTIMIZERS, OPTIMIZER, SEED);
    expect(model.test([[1, 0, 0]])).toMatchObject({ f: NaN, p: NaN });
    expect(model.contrast([1, 1, 1]).estimate).toBeCloseTo(
      OPTIMIZERS.reduce((sum, x) => sum + x, 0) / 5,
      13,
    );
  });

  it("is the same fit as all columns together, whatever the layout", () => {
    const run = record({
      value: integer({ min: -99, max: 99 }).map((k) => k / 8),
      cell: integer({ min: 0, max: 3 }),
      block: integer({ min: 0, max: 4 }),
    });
    assert(
      property(array(run, { minLength: 2, maxLength: 30 }), (runs) => {
        const cells = [0, 1, 2, 3];
        const blocks = [...new Set(runs.map(({ block }) => block))];
        const rows = runs.flatMap(({ cell, block }) => [
          ...cells.map((c) => Number(c === cell)),
          ...blocks.map((b) => Number(b === block)),
        ]);
        const values = runs.map(({ value }) => value);
        const full = linearModel(Float64Array.from(rows), 4 + blocks.length, values);
        const model = cellMeansModel(
          values,
          runs.map(({ cell }) => cell),
          runs.map(({ block }) => block),
        );
        expect(model.df).toBe(full.dfResidual);
        for (let cell = 0; cell < model.cells; cell += 1) {
          const weights = [
            ...cells.map((c) => Number(c === cell)),
            ...blocks.map(() => 1 / blocks.length),
          ];
          const [actual, expected] = [model.mean(cell), full.contrast(weights)];
          expect(Number.isNaN(actual.estimate)).toBe(Number.isNaN(expected.estimate));
          if (Number.isNaN(expected.t)) return;
          expect(Math.abs(actual.estimate - expected.estimate)).toBeLessThan(1e-11);
          expect(relativeError(actual.standardError, expected.standardError)).toBeLessThan(1e-9);
        }
      }),
    );
  });
});
