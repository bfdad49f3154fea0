import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { linearModel } from "../../src/stats/linear-model.js";
import { pairedT } from "../../src/stats/paired-t.js";
import { disagreements, orNaN, relativeError } from "./agree.js";
import nist from "./fixtures/linear-model-nist.json" with { type: "json" };
import fixture from "./fixtures/linear-model.json" with { type: "json" };

const FIELDS = ["estimate", "standardError", "t", "p", "lower", "upper"] as const;

/** A design given row by row. */
function design(rows: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rows.flat());
}

/** Picks one coefficient. */
function only(position: number, columns: number): number[] {
  return Array.from({ length: columns }, (_, j) => (j === position ? 1 : 0));
}

describe("linearModel", () => {
  it("has the certified values of NIST to 11 digits, also where columns are almost dependent", () => {
    const wrong = disagreements(nist.cases, 1e-11, ({ x, y, ...c }) => {
      const columns = c.coefficients.length;
      const model = linearModel(design(x), columns, y);
      const errors = c.standardErrors.map(
        (error, j) => [model.contrast(only(j, columns)).standardError, error] as const,
      );
      const rows = c.coefficients.slice(1).map((_, j) => only(j + 1, columns));
      return [
        ...c.coefficients.map((b, j) => [model.coefficients[j]!, b] as const),
        ...errors,
        [model.rss, c.rss],
        [model.sigma, c.sigma],
        [model.test(rows).f, c.f],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("agrees with R's lm, also where columns are too many", () => {
    const wrong = disagreements(fixture.cases, 1e-9, ({ x, y, ...c }) => {
      const model = linearModel(design(x), x[0]!.length, y);
      const { f, df, p } = model.test(c.contrasts.map(({ weights }) => weights));
      const contrasts = c.contrasts.flatMap((expected) => {
        const actual = model.contrast(expected.weights, { confidence: c.confidence });
        expect(actual.df).toBe(c.df);
        return FIELDS.map((field) => [actual[field], expected[field]] as const);
      });
      return [
        ...c.coefficients.map((b, j) => [model.coefficients[j]!, orNaN(b)] as const),
        [model.rank, c.rank],
        [model.dfResidual, c.df],
        [model.rss, c.rss],
        [model.sigma, c.sigma],
        ...contrasts,
        [f, c.test.f],
        [df, c.test.df],
        [p, c.test.p],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("has no estimate for what the data do not determine", () => {
    const x = design([
      [1, 1, 0],
      [1, 1, 0],
      [1, 0, 1],
      [1, 0, 1],
    ]);
    const model = linearModel(x, 3, [1, 2, 4, 6]);
    expect([model.rank, model.dfResidual]).toEqual([2, 2]);
    expect(model.contrast([0, 1, -1]).estimate).toBeCloseTo(-3.5, 14);
    expect(model.contrast([0, 1, 0])).toMatchObject({ estimate: NaN, t: NaN, p: NaN, upper: NaN });
    expect(model.contrast([0, 1])).toMatchObject({ estimate: NaN });
    expect(model.test([[0, 1, 0]])).toMatchObject({ f: NaN, p: NaN });
    expect(
      model.test([
        [0, 1, -1],
        [0, 2, -2],
      ]).df,
    ).toBe(1);
  });

  it("has an estimate but no test where nothing is left over", () => {
    const saturated = linearModel(design([[1], [1]]).slice(0, 1), 1, [3]);
    expect(saturated).toMatchObject({ dfResidual: 0, sigma: NaN });
    expect(saturated.contrast([1])).toMatchObject({ estimate: 3, lower: NaN, p: NaN });
    const line = linearModel(
      design([
        [1, 0.1],
        [1, 0.2],
        [1, 0.3],
        [1, 0.7],
      ]),
      2,
      [0.3, 0.5, 0.7, 1.5],
    );
    const slope = line.contrast([0, 1]);
    expect(slope).toMatchObject({ t: NaN, df: NaN, p: NaN, lower: NaN });
    expect(slope.estimate).toBeCloseTo(2, 12);
    expect(line.test([[0, 1]])).toMatchObject({ f: NaN, p: NaN });
    expect(linearModel(new Float64Array(0), 2, []).contrast([1, 1]).estimate).toBeNaN();
    const damaged = linearModel(design([[1], [NaN], [1]]), 1, [1, 2, 3]);
    expect([damaged.sigma, damaged.contrast([1]).estimate]).toEqual([NaN, NaN]);
    expect(linearModel(design([[1], [1], [1]]), 1, [1, Infinity, 3]).sigma).toBeNaN();
  });

  it("is the paired t test where blocks are pairs", () => {
    const values = array(
      integer({ min: -400, max: 400 }).map((k) => k / 4),
      { minLength: 4, maxLength: 12 },
    );
    assert(
      property(values, constantFrom(1, 2 ** 30, 2 ** -60), (all, unit) => {
        const n = Math.floor(all.length / 2);
        const [a, b] = [all.slice(0, n), all.slice(n, 2 * n)].map((v) => v.map((x) => x * unit));
        const rows = [...a!, ...b!].map((_, i) => [
          i < n ? 1 : 0,
          ...Array.from({ length: n }, (__, j) => (i % n === j ? 1 : 0)),
        ]);
        const { estimate, t } = linearModel(design(rows), n + 1, [...a!, ...b!]).contrast([
          1,
          ...Array.from({ length: n }, () => 0),
        ]);
        const expected = pairedT(a!, b!);
        expect(Math.abs(estimate - expected.difference)).toBeLessThanOrEqual(1e-11 * unit);
        if (Number.isNaN(expected.t)) return;
        expect(Math.abs(t - expected.t)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected.t)));
      }),
    );
  });

  it("does not depend on the order of columns, nor on their units", () => {
    const [{ x, y }] = [nist.cases[1]!];
    const units = [2 ** 9, 2 ** -5, 2 ** 20, 1, 2 ** -30, 4, 8];
    const turned = x.map((row) => row.map((value, j) => value * units[j]!).toReversed());
    const plain = linearModel(design(x), 7, y).contrast([1, 0, 3, 0, 0, 0, 1950]);
    const moved = linearModel(design(turned), 7, y).contrast(
      [1, 0, 3, 0, 0, 0, 1950].map((value, j) => value * units[j]!).toReversed(),
    );
    for (const field of FIELDS) {
      expect(relativeError(moved[field], plain[field])).toBeLessThan(1e-9);
    }
  });
});
