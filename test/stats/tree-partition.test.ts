import { describe, expect, it } from "vitest";
import {
  codeFeature,
  type CodedFeature,
  type FanovaFeature,
} from "../../src/stats/coded-feature.js";
import { type Generator, seededGenerator } from "../../src/stats/generator.js";
import { mainVariance, pairVariances } from "../../src/stats/marginal-variance.js";
import type { RegressionTree } from "../../src/stats/regression-tree.js";
import { TreeGrower } from "../../src/stats/tree-grower.js";
import { partitionOf } from "../../src/stats/tree-partition.js";
import { relativeError } from "./agree.js";

type Pair = readonly [number, number];

interface Variances {
  readonly whole: number;
  readonly main: readonly number[];
  readonly pairs: readonly number[];
}

function pairsOf(features: number): Pair[] {
  const all = Array.from({ length: features }, (_, f) => f);
  return all.flatMap((f) => all.slice(f + 1).map((g): Pair => [f, g]));
}

function decompose(tree: RegressionTree, features: readonly CodedFeature[]): Variances {
  const partition = partitionOf(tree, features);
  const main = features.map((_, f) => mainVariance(partition, f));
  const pairs = [...pairVariances(partition, pairsOf(features.length), main)];
  return { whole: partition.variance, main, pairs };
}

/** A point of one feature's domain, with the probability that it stands for. */
interface Point {
  readonly position: number;
  readonly code: number;
  readonly probability: number;
}

/** The midpoints between the tree's thresholds, or the levels, and what is missing. */
function points(tree: RegressionTree, feature: CodedFeature, f: number): Point[] {
  const missing = { position: NaN, code: feature.count, probability: feature.missing };
  const known = 1 - feature.missing;
  if (!feature.ordered) {
    const probability = known / feature.count;
    const codes = Array.from({ length: feature.count }, (_, code) => code);
    return [...codes.map((code) => ({ position: NaN, code, probability })), missing];
  }
  const used = [...tree.threshold].filter((t, i) => tree.feature[i] === f && t < 1);
  const cuts = [0, ...new Set(used.toSorted((a, b) => a - b)), 1];
  const cells = cuts.slice(1).map((to, i) => {
    const from = cuts[i]!;
    return { position: (from + to) / 2, code: -1, probability: known * (to - from) };
  });
  return [...cells, missing];
}

function valueAt(
  tree: RegressionTree,
  features: readonly CodedFeature[],
  at: readonly Point[],
): number {
  let node = 0;
  while (tree.feature[node]! >= 0) {
    const f = tree.feature[node]!;
    const { code, position } = at[f]!;
    const leftCodes = tree.leftCodes[node];
    const isMissing = code === features[f]!.count;
    const isLeft = leftCodes
      ? leftCodes[code] === 1
      : isMissing
        ? tree.missingLeft[node] === 1
        : position <= tree.threshold[node]!;
    node = isLeft ? node + 1 : tree.right[node]!;
  }
  return tree.value[node]!;
}

/** The same by visiting every cell of the product of all features, with a table for each marginal. */
function bruteForce(tree: RegressionTree, features: readonly CodedFeature[]): Variances {
  const grid = features.map((feature, f) => points(tree, feature, f));
  const pairs = pairsOf(features.length);
  const subsets = [[], ...features.map((_, f) => [f]), ...pairs, features.map((_, f) => f)];
  const tables = subsets.map(() => new Map<string, { sum: number; probability: number }>());
  const visit = (chosen: readonly number[]): void => {
    if (chosen.length < features.length) {
      grid[chosen.length]!.forEach((_, i) => visit([...chosen, i]));
      return;
    }
    const at = chosen.map((i, f) => grid[f]![i]!);
    const probability = at.reduce((product, point) => product * point.probability, 1);
    const value = valueAt(tree, features, at);
    subsets.forEach((subset, k) => {
      const key = subset.map((f) => chosen[f]).join();
      const entry = tables[k]!.get(key) ?? { sum: 0, probability: 0 };
      entry.sum += probability * value;
      entry.probability += probability;
      tables[k]!.set(key, entry);
    });
  };
  visit([]);
  const mean = tables[0]!.get("")!.sum;
  const [, ...variances] = tables.map((table) =>
    [...table.values()]
      .filter(({ probability }) => probability > 0)
      .reduce((v, { sum, probability: p }) => v + p * (sum / p - mean) ** 2, 0),
  );
  const main = variances.slice(0, features.length);
  return {
    whole: variances.at(-1)!,
    main,
    pairs: pairs.map(([f, g], k) => variances[features.length + k]! - main[f]! - main[g]!),
  };
}

function grow(features: readonly CodedFeature[], values: readonly number[]): RegressionTree {
  const grower = new TreeGrower(features, Float64Array.from(values), {});
  return grower.grow(new Float64Array(values.length).fill(1), seededGenerator(1));
}

/** Runs of three features, some of whose values are missing. */
function drawFeatures(generator: Generator, n: number, missing: number): FanovaFeature[] {
  const draw = (value: () => number): Float64Array =>
    Float64Array.from({ length: n }, () => (generator.uniform() < missing ? NaN : value()));
  return [
    { values: draw(() => generator.uniform() ** 3), kind: "numeric" },
    { values: draw(() => generator.int(5)), kind: "categorical" },
    { values: draw(() => generator.int(4)), kind: "numeric" },
    { values: draw(() => generator.int(3)), kind: "categorical" },
  ];
}

describe("the variances of a tree over its domain", () => {
  it("are those found by hand for four quadrants", () => {
    const features = [
      codeFeature({ values: [0, 0, 1, 1], kind: "numeric" }, 4),
      codeFeature({ values: [0, 1, 0, 1], kind: "numeric" }, 4),
    ];
    // The quadrants 0, 1, 2, 5: variance 3.5; halves 0.5 | 3.5 and 1 | 3; what is left is 3.5 - 2.25 - 1.
    const expected = { whole: 3.5, main: [2.25, 1], pairs: [0.25] };
    expect(decompose(grow(features, [0, 1, 2, 5]), features)).toEqual(expected);
  });

  it("are those found by hand for unequal widths, levels and a missing value", () => {
    // Thresholds at 0.2 and 0.7 of the range: 1 * 0.2 + 4 * 0.5 + 9 * 0.3 = 4.9, and the squares have mean 32.5.
    const ordered = [codeFeature({ values: [10, 14, 20], kind: "numeric" }, 3)];
    expect(decompose(grow(ordered, [1, 4, 9]), ordered).main[0]).toBeCloseTo(32.5 - 4.9 ** 2, 12);
    // Three of four runs are spread over the levels, 3/8 each; one is missing: 8 * 3/8 + 4 / 4 = 4, squares 24 + 4.
    const levels = [codeFeature({ values: [0, 0, 1, NaN], kind: "categorical" }, 4)];
    const { main, whole } = decompose(grow(levels, [0, 0, 8, 4]), levels);
    expect([main[0], whole]).toEqual([12, 12]);
    const half = [codeFeature({ values: [0, 1, NaN, NaN], kind: "numeric" }, 4)];
    // 2 with 1/4, 6 with 1/4, 8 with 1/2: mean 6, squares 1 + 9 + 32.
    expect(decompose(grow(half, [2, 6, 8, 8]), half).whole).toBe(6);
  });

  it("are those of a sum over every cell, with levels and missing values", () => {
    for (const [seed, missing] of [0, 0.2, 0.2, 0.6].entries()) {
      const generator = seededGenerator(seed);
      const features = drawFeatures(generator, 60, missing).map((f) => codeFeature(f, 60));
      const tree = grow(
        features,
        Array.from({ length: 60 }, () => generator.normal()),
      );
      const [fast, slow] = [decompose(tree, features), bruteForce(tree, features)];
      expect(relativeError(fast.whole, slow.whole)).toBeLessThan(1e-12);
      const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * slow.whole;
      expect(fast.main.every((v, f) => close(v, slow.main[f]!))).toBe(true);
      expect(fast.pairs.every((v, k) => close(v, slow.pairs[k]!))).toBe(true);
      expect(fast.pairs.some((v) => v > 0.01 * slow.whole)).toBe(true);
    }
  });

  it("stay numbers where the values of a feature lie next to each other, or far apart", () => {
    const values = [0, 5e-324, 1e-310, 1, 1 + Number.EPSILON, 1.7e308, -1.7e308, NaN];
    const features = [codeFeature({ values, kind: "numeric" }, values.length)];
    const { main, whole } = decompose(grow(features, [1, 2, 3, 4, 5, 6, 7, 8]), features);
    expect(main[0]).toBeGreaterThan(0);
    expect(relativeError(main[0]!, whole)).toBeLessThan(1e-12);
  });
});
