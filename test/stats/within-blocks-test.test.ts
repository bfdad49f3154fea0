import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withinBlocksTest } from "../../src/stats/within-blocks-test.js";

interface Case {
  /** One row a block, of one value a level. */
  readonly y: readonly (readonly number[])[];
  readonly f: number;
  readonly df: number;
  readonly dfResidual: number;
  readonly p: number;
}

const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/within-blocks-test.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

/** Each level minus the first. */
function againstFirst(y: Case["y"]): number[][] {
  return y.map(([first, ...others]) => others.map((value) => value - first!));
}

/** Their covariance within a block: 2 of each with itself, and 1 with any other. */
function covarianceOf(size: number): number[] {
  return Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 2 : 1));
}

describe("withinBlocksTest", () => {
  it.each(cases)("has the figures of R's aov: F $f", ({ y, ...wanted }) => {
    const size = y[0]!.length - 1;
    const magnitude = Math.max(...y.flat().map(Math.abs));
    const found = withinBlocksTest(againstFirst(y), covarianceOf(size), magnitude);
    expect([found.df, found.dfResidual]).toEqual([wanted.df, wanted.dfResidual]);
    expect(Math.abs(found.f / wanted.f - 1)).toBeLessThan(1e-8);
    expect(Math.abs(found.p / wanted.p - 1)).toBeLessThan(1e-8);
  });

  it("counts an effect that depends on others once", () => {
    const rows = againstFirst(cases[0]!.y);
    const twice = rows.map(([a, b]) => [a!, b!, a! + b!]);
    const covariance = [2, 1, 3, 1, 2, 3, 3, 3, 6];
    const found = withinBlocksTest(twice, covariance, 1);
    expect(found.df).toBe(2);
    expect(found.f).toBeCloseTo(cases[0]!.f, 8);
  });

  it("has no answer for one block, none, or effects that are the same in all", () => {
    expect(withinBlocksTest([[1, 2]], covarianceOf(2), 2).p).toBeNaN();
    expect(withinBlocksTest([], [], 1).p).toBeNaN();
    const same = withinBlocksTest(
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      covarianceOf(2),
      2,
    );
    expect([same.f, same.p]).toEqual([NaN, NaN]);
  });
});
