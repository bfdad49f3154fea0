import { array, assert, constantFrom, double, integer, oneof, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { codeFeature, type FanovaFeature } from "../../src/stats/coded-feature.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { halfTwice, littleBagsVariance } from "../../src/stats/little-bags.js";
import { growForest } from "../../src/stats/regression-forest.js";
import { predict, type RegressionTree } from "../../src/stats/regression-tree.js";
import { TreeGrower, type TreeLimits } from "../../src/stats/tree-grower.js";

const numeric = (values: readonly number[]): FanovaFeature => ({ values, kind: "numeric" });
const categorical = (values: readonly number[]): FanovaFeature => ({ values, kind: "categorical" });

/** One tree of the runs as they are, and its prediction for each. */
function fit(
  features: readonly FanovaFeature[],
  values: readonly number[],
  limits: TreeLimits = {},
  counts: readonly number[] = values.map(() => 1),
): { readonly tree: RegressionTree; readonly predicted: readonly number[] } {
  const coded = features.map((feature) => codeFeature(feature, values.length));
  const grower = new TreeGrower(coded, Float64Array.from(values), limits);
  const tree = grower.grow(counts, seededGenerator(3));
  return { tree, predicted: values.map((_, run) => predict(tree, coded, run)) };
}

describe("a regression tree", () => {
  it("splits midway between the two values that part the responses best", () => {
    // By hand: 1, 1 | 5 leaves no residual; the values 0, 4, 10 lie at 0, 0.4, 1 of the range.
    const { tree, predicted } = fit([numeric([0, 4, 10])], [1, 1, 5]);
    expect([...tree.feature]).toEqual([0, -1, -1]);
    expect(tree.threshold[0]).toBe(0.7);
    expect(predicted).toEqual([1, 1, 5]);
  });

  it("finds the best of all subsets of levels", () => {
    const values = [1, 9, 1, 9, 5, 5];
    const { tree, predicted } = fit([categorical([7, 2, 4, 3, 1, 1])], values, { maxDepth: 1 });
    // By hand: {7, 4} | {1, 2, 3} and {7, 4, 1} | {2, 3} both leave 16, anything else more; the first is kept.
    expect(predicted).toEqual([1, 7, 1, 7, 7, 7]);
    expect(tree.feature.length).toBe(3);
  });

  it("predicts a run that it has not seen by the values around it", () => {
    // The third run is not drawn: 0.45 lies beyond the threshold 0.35 between 0.2 and 0.5.
    const { predicted } = fit(
      [numeric([0, 0.2, 0.45, 0.5, 1])],
      [1, 1, 100, 3, 3],
      {},
      [1, 1, 0, 1, 1],
    );
    expect(predicted).toEqual([1, 1, 3, 3, 3]);
  });

  it("weighs runs by how often they were drawn", () => {
    const { predicted } = fit([numeric([1, 1])], [0, 3], {}, [2, 1]);
    expect(predicted).toEqual([1, 1]);
  });

  it("gives missing values a branch of their own, or the side that suits them", () => {
    const apart = fit([numeric([0, 1, NaN, Infinity])], [2, 2, 8, 8], { maxDepth: 1 });
    expect(apart.predicted).toEqual([2, 2, 8, 8]);
    expect(apart.tree.threshold[0]).toBe(Infinity);
    const low = fit([numeric([0, 1, NaN])], [8, 2, 8], { maxDepth: 1 });
    expect(low.predicted).toEqual([8, 2, 8]);
    const high = fit([numeric([0, 1, NaN])], [2, 8, 8], { maxDepth: 1 });
    expect(high.predicted).toEqual([2, 8, 8]);
    const level = fit([categorical([0, 1, NaN])], [2, 8, 2], { maxDepth: 1 });
    expect(level.predicted).toEqual([2, 8, 2]);
  });

  it("sends a missing value or a level that it has not seen to the larger side", () => {
    const counts = [1, 1, 1, 0];
    const left = fit([numeric([0, 0.1, 1, NaN])], [2, 2, 8, 5], {}, counts);
    expect(left.predicted[3]).toBe(2);
    const right = fit([numeric([0, 0.9, 1, NaN])], [2, 8, 8, 5], {}, counts);
    expect(right.predicted[3]).toBe(8);
    const level = fit([categorical([0, 1, 2, 3])], [2, 8, 8, 5], {}, counts);
    expect(level.predicted[3]).toBe(8);
  });

  it("sees through an exclusive or, which no single split improves", () => {
    const { predicted } = fit([numeric([0, 0, 1, 1]), numeric([0, 1, 0, 1])], [0, 1, 1, 0]);
    expect(predicted).toEqual([0, 1, 1, 0]);
  });

  it("keeps the limits of depth and leaf", () => {
    const x = Array.from({ length: 40 }, (_, i) => i);
    const deep = fit([numeric(x)], x, { maxDepth: 2 });
    expect(new Set(deep.predicted).size).toBe(4);
    const coarse = fit([numeric(x)], x, { minLeaf: 7 });
    for (const value of new Set(coarse.predicted)) {
      expect(coarse.predicted.filter((other) => other === value).length).toBeGreaterThanOrEqual(7);
    }
    expect(fit([numeric(x)], x, { maxDepth: 0 }).tree.feature.length).toBe(1);
  });

  it("explains distinct runs completely, at any scale", () => {
    const value = oneof(
      double({ min: -1e300, max: 1e300, noNaN: true }),
      constantFrom(NaN, 0, 5e-324, 1e-310, -1.7e308, 1.7e308, 1, 1 + Number.EPSILON),
    );
    const row = array(value, { minLength: 2, maxLength: 30 });
    assert(
      property(row, integer({ min: 0, max: 4 }), (x, levels) => {
        const level = x.map((_, i) => i % (levels + 1));
        const y = x.map((_, i) => (i * 7919) % 101);
        const { predicted } = fit([numeric(x), categorical(level)], y);
        expect(predicted.every((p) => p >= 0 && p <= 100)).toBe(true);
        const unique = fit([categorical(x.map((_, i) => i))], y);
        expect(unique.predicted).toEqual(y);
      }),
    );
  });
});

describe("a forest", () => {
  it("predicts no run by a tree that has seen it", () => {
    // The response of a run cannot be told from the others: each is a level of its own.
    const values = Float64Array.from({ length: 30 }, (_, i) => i);
    const coded = [codeFeature(categorical([...values]), 30)];
    const generator = seededGenerator(2);
    const forest = growForest(new TreeGrower(coded, values, {}), coded, values, 40, generator);
    expect(forest.trees.length).toBe(40);
    expect(forest.r2OutOfBag).toBeLessThan(0);
  });
});

describe("little bags", () => {
  it("draw half of the runs, each listed twice", () => {
    const half = [...halfTwice(7, seededGenerator(1))];
    expect(half.length).toBe(6);
    expect(new Set(half).size).toBe(3);
    expect(half.every((run) => run >= 0 && run < 7)).toBe(true);
    expect(half.slice(3)).toEqual(half.slice(0, 3));
  });

  it("leave out what few trees to a bag add", () => {
    // By hand: bag means 1 and 5 have variance 8; the variances within, 2 and 2, halved, have mean 1.
    expect(
      littleBagsVariance([
        [0, 2],
        [4, 6],
      ]),
    ).toBe(7);
    expect(
      littleBagsVariance([
        [0, 2],
        [0, 2],
      ]),
    ).toBe(0);
    expect(littleBagsVariance([[0, 2]])).toBeNaN();
    expect(littleBagsVariance([])).toBeNaN();
  });

  it("recover a variance between bags", () => {
    const generator = seededGenerator(6);
    const bags = Array.from({ length: 4000 }, () => {
      const centre = 3 * generator.normal();
      return Array.from({ length: 4 }, () => centre + 2 * generator.normal());
    });
    // The standard error of a variance of 10 over 4000 bags is 0.22.
    expect(Math.abs(littleBagsVariance(bags) - 9)).toBeLessThan(0.9);
  });
});
