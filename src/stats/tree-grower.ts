import { BestSplit } from "./best-split.js";
import type { CodedFeature } from "./coded-feature.js";
import type { Generator } from "./generator.js";
import type { RegressionTree } from "./regression-tree.js";
import type { SplitNode } from "./split-node.js";
import { TreeBuilder } from "./tree-builder.js";

/** How far trees grow. */
export interface TreeLimits {
  /** The fewest runs of a leaf; a run that was drawn twice counts once. Default 1. */
  readonly minLeaf?: number;
  /** The most splits above a leaf. Default 64, at most 1,000. */
  readonly maxDepth?: number;
}

const DEEPEST = 1000;

/** Grows one tree after the other from the same runs, in arrays that are made once. */
export class TreeGrower {
  readonly #features: readonly CodedFeature[];
  readonly #values: Float64Array;
  readonly #minLeaf: number;
  readonly #maxDepth: number;
  readonly #node: SplitNode;
  readonly #best: BestSplit;
  /** The features, in the order in which a node tries them. */
  readonly #trial: Int32Array;
  /** Of each run of the node: 1 where it goes left. */
  readonly #isLeft: Uint8Array;
  readonly #scratch: Int32Array;
  readonly #tree: TreeBuilder;

  constructor(features: readonly CodedFeature[], values: Float64Array, limits: TreeLimits) {
    const n = values.length;
    this.#features = features;
    this.#values = values;
    this.#minLeaf = Math.max(1, limits.minLeaf ?? 1);
    this.#maxDepth = Math.min(DEEPEST, limits.maxDepth ?? 64);
    this.#node = {
      runs: features.map(() => new Int32Array(n)),
      start: 0,
      end: 0,
      counts: new Float64Array(n),
      residuals: new Float64Array(n),
      weight: 0,
      varies: false,
    };
    this.#best = new BestSplit(features, this.#minLeaf);
    this.#trial = Int32Array.from(features, (_, feature) => feature);
    this.#isLeft = new Uint8Array(n);
    this.#scratch = new Int32Array(n);
    this.#tree = new TreeBuilder(Math.max(1, 2 * n - 1));
  }

  /**
   * The tree of the runs as often as they were drawn.
   *
   * Every node takes the best split; between features that split equally well, as they all do where two runs are
   * left, the generator chooses.
   */
  grow(counts: ArrayLike<number>, generator: Generator): RegressionTree {
    this.#node.counts.set(counts);
    const size = this.#fillRuns();
    this.#tree.clear();
    this.#growNode(0, size, 0, generator);
    return this.#tree.tree();
  }

  /** Writes the drawn runs under each feature, sorted by its code. Returns how many runs were drawn. */
  #fillRuns(): number {
    const { runs, counts } = this.#node;
    let size = 0;
    this.#features.forEach(({ order }, feature) => {
      const sorted = runs[feature]!;
      size = 0;
      for (const run of order) {
        if (counts[run] === 0) continue;
        sorted[size] = run;
        size += 1;
      }
    });
    return size;
  }

  #growNode(start: number, end: number, depth: number, generator: Generator): void {
    const isLarge = depth < this.#maxDepth && end - start >= 2 * this.#minLeaf;
    const node = this.#tree.add(this.#enter(start, end));
    if (!isLarge || !this.#findSplit(generator)) return;
    const { feature, leftCodes } = this.#best;
    const { ordered, count } = this.#features[feature]!;
    this.#tree.split(node, this.#best, ordered ? undefined : leftCodes.slice(0, count + 1));
    const middle = this.#partition(start, end);
    this.#growNode(start, middle, depth + 1, generator);
    this.#tree.openRight(node);
    this.#growNode(middle, end, depth + 1, generator);
  }

  /** Makes the node the current one. Returns its mean. */
  #enter(start: number, end: number): number {
    const { runs, counts, residuals } = this.#node;
    const sorted = runs[0];
    let sum = 0;
    let weight = 0;
    let least = Infinity;
    let greatest = -Infinity;
    for (let i = start; i < end; i += 1) {
      const run = sorted![i]!;
      const value = this.#values[run]!;
      sum += counts[run]! * value;
      weight += counts[run]!;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    const mean = least < greatest ? sum / weight : least;
    for (let i = start; i < end; i += 1) {
      const run = sorted![i]!;
      residuals[run] = counts[run]! * (this.#values[run]! - mean);
    }
    this.#node.start = start;
    this.#node.end = end;
    this.#node.weight = weight;
    this.#node.varies = least < greatest;
    return mean;
  }

  /** Tries the features in random order. Returns whether the node can be split. */
  #findSplit(generator: Generator): boolean {
    const trial = this.#trial;
    this.#best.reset();
    if (!this.#node.varies) return false;
    for (let i = 0; i < trial.length; i += 1) {
      const pick = i + generator.int(trial.length - i);
      const feature = trial[pick]!;
      trial[pick] = trial[i]!;
      trial[i] = feature;
      this.#best.offer(feature, this.#node);
    }
    return this.#best.feature >= 0;
  }

  /** Moves the runs that go left to the front, under every feature. Returns where the others begin. */
  #partition(start: number, end: number): number {
    this.#markLeft(start, end);
    let middle = start;
    for (const runs of this.#node.runs) {
      middle = start;
      let right = 0;
      for (let i = start; i < end; i += 1) {
        const run = runs[i]!;
        if (this.#isLeft[run] === 1) {
          runs[middle] = run;
          middle += 1;
        } else {
          this.#scratch[right] = run;
          right += 1;
        }
      }
      for (let i = 0; i < right; i += 1) runs[middle + i] = this.#scratch[i]!;
    }
    return middle;
  }

  #markLeft(start: number, end: number): void {
    const { feature, threshold, missingLeft, leftCodes } = this.#best;
    const { ordered, count, codes, positions } = this.#features[feature]!;
    const runs = this.#node.runs[feature]!;
    for (let i = start; i < end; i += 1) {
      const run = runs[i]!;
      const code = codes[run]!;
      const isLeft = ordered
        ? code === count
          ? missingLeft
          : positions[code]! <= threshold
        : leftCodes[code] === 1;
      this.#isLeft[run] = isLeft ? 1 : 0;
    }
  }
}
