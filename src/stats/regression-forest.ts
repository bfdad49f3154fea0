import type { CodedFeature } from "./coded-feature.js";
import type { Generator } from "./generator.js";
import { mean, sumOf } from "./mean.js";
import { predict, type RegressionTree } from "./regression-tree.js";
import type { TreeGrower } from "./tree-grower.js";

/** Trees of bootstrap samples, and how well they predict the runs that they were not grown from. */
export interface RegressionForest {
  readonly trees: readonly RegressionTree[];
  /** The out-of-bag R². */
  readonly r2OutOfBag: number;
}

/** How often each of `n` runs is drawn in `runs.length` draws with replacement from `runs`. */
export function bootstrapCounts(runs: Int32Array, n: number, generator: Generator): Float64Array {
  const counts = new Float64Array(n);
  for (let i = 0; i < runs.length; i += 1) counts[runs[generator.int(runs.length)]!]! += 1;
  return counts;
}

/** Sums the predictions for each run over the trees that did not see it. */
class OutOfBag {
  readonly #sums: Float64Array;
  readonly #trees: Float64Array;

  constructor(n: number) {
    this.#sums = new Float64Array(n);
    this.#trees = new Float64Array(n);
  }

  add(tree: RegressionTree, features: readonly CodedFeature[], counts: Float64Array): void {
    counts.forEach((count, run) => {
      if (count > 0) return;
      this.#sums[run]! += predict(tree, features, run);
      this.#trees[run]! += 1;
    });
  }

  /** 1 - residual / total sum of squares, over the runs that some tree did not see. */
  r2(values: Float64Array): number {
    const seen = (_: number, run: number): boolean => this.#trees[run]! > 0;
    const known = values.filter(seen);
    const residuals = values.map((y, run) => y - this.#sums[run]! / this.#trees[run]!).filter(seen);
    const centre = mean(known);
    const total = sumOf(known, (y) => (y - centre) ** 2);
    return total > 0 ? 1 - sumOf(residuals, (e) => e * e) / total : NaN;
  }
}

/** A random forest: each tree of a bootstrap sample of the runs, every feature tried at every node. */
export function growForest(
  grower: TreeGrower,
  features: readonly CodedFeature[],
  values: Float64Array,
  trees: number,
  generator: Generator,
): RegressionForest {
  const runs = Int32Array.from(values, (_, run) => run);
  const outOfBag = new OutOfBag(values.length);
  const grown = Array.from({ length: trees }, () => {
    const counts = bootstrapCounts(runs, values.length, generator);
    const tree = grower.grow(counts, generator);
    outOfBag.add(tree, features, counts);
    return tree;
  });
  return { trees: grown, r2OutOfBag: outOfBag.r2(values) };
}
