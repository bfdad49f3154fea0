import type { CodedFeature } from "./coded-feature.js";
import type { RegressionTree } from "./regression-tree.js";

/**
 * The leaves of a tree as boxes in the domain of the features, which is a product of cells.
 *
 * The cells of an ordered feature lie between the thresholds of the tree, those of a feature without order are its
 * levels; the missing value is a cell of its own. A leaf is the product of one set of cells from each feature.
 */
export interface TreePartition {
  /** Of each feature, the probabilities of its cells. */
  readonly cells: readonly Float64Array[];
  /** Of each feature, whether the tree splits it. */
  readonly isSplit: readonly boolean[];
  /** Of each leaf, the prediction less the mean over the domain. */
  readonly values: Float64Array;
  /** Of each leaf, the probability of its box. */
  readonly weights: Float64Array;
  /** The sets of all leaves: that of leaf `i` in feature `f` is `sets[i * cells.length + f]`. */
  readonly sets: Int32Array;
  /** Of each set, the probability of its cells. */
  readonly setWeights: readonly number[];
  /** Set `s` consists of the spans `setSpans[s]` up to `setSpans[s + 1]`. */
  readonly setSpans: readonly number[];
  /** Span `k` holds the cells `spans[2 * k]` up to `spans[2 * k + 1]`. */
  readonly spans: readonly number[];
  /** The variance of the tree over the domain. */
  readonly variance: number;
}

/** The distinct finite thresholds of each feature, ascending. */
function thresholdsOf(tree: RegressionTree, features: number): Float64Array[] {
  const used = Array.from({ length: features }, () => new Set<number>());
  tree.feature.forEach((f, node) => {
    const threshold = tree.threshold[node]!;
    if (f >= 0 && Number.isFinite(threshold)) used[f]!.add(threshold);
  });
  return used.map((thresholds) => Float64Array.from(thresholds).sort());
}

/** The probabilities of a feature's cells: uniform over the range or the levels, then what is missing. */
function cellsOf(feature: CodedFeature, thresholds: Float64Array): Float64Array {
  const known = 1 - feature.missing;
  if (!feature.ordered) {
    const levels = new Float64Array(feature.count + 1).fill(known / feature.count);
    levels[feature.count] = feature.missing;
    return levels;
  }
  const cells = new Float64Array(thresholds.length + 2);
  for (let i = 0; i <= thresholds.length; i += 1) {
    cells[i] = known * ((thresholds[i] ?? 1) - (thresholds[i - 1] ?? 0));
  }
  cells[thresholds.length + 1] = feature.missing;
  return cells;
}

/** Writes 1 for each cell that a node's split sends left. */
function markLeft(
  left: Uint8Array,
  tree: RegressionTree,
  node: number,
  cells: Float64Array,
  ranks: ReadonlyMap<number, number>,
): void {
  const codes = tree.leftCodes[node];
  if (codes !== undefined) {
    left.set(codes);
    return;
  }
  const missing = cells.length - 1;
  left.fill(1, 0, ranks.get(tree.threshold[node]!) ?? missing);
  left.fill(0, ranks.get(tree.threshold[node]!) ?? missing, missing);
  left[missing] = tree.missingLeft[node]!;
}

/** Sets of cells, each a list of spans. */
class CellSets {
  readonly weights: number[] = [];
  readonly starts: number[] = [0];
  readonly spans: number[] = [];

  /** The set of all cells. Returns its number, as the other method does. */
  addAll(cells: Float64Array): number {
    this.spans.push(0, cells.length);
    return this.#close(1);
  }

  /** The cells of a set on one side of a split. */
  addSide(set: number, cells: Float64Array, isLeft: Uint8Array, side: 0 | 1): number {
    let weight = 0;
    for (let k = this.starts[set]!; k < this.starts[set + 1]!; k += 1) {
      const to = this.spans[2 * k + 1]!;
      let from = -1;
      for (let cell = this.spans[2 * k]!; cell <= to; cell += 1) {
        const isIn = cell < to && isLeft[cell] === side;
        if (isIn) weight += cells[cell]!;
        if (isIn && from < 0) from = cell;
        if (isIn || from < 0) continue;
        this.spans.push(from, cell);
        from = -1;
      }
    }
    return this.#close(weight);
  }

  #close(weight: number): number {
    this.starts.push(this.spans.length / 2);
    return this.weights.push(weight) - 1;
  }
}

/** The sets of every node, `features` to a node, and what they consist of. */
function nodeSets(
  tree: RegressionTree,
  cells: readonly Float64Array[],
  thresholds: readonly Float64Array[],
): { readonly sets: CellSets; readonly ofNode: Int32Array } {
  const width = cells.length;
  const sets = new CellSets();
  const ofNode = new Int32Array(tree.feature.length * width);
  const ranks = thresholds.map((all) => new Map(Array.from(all, (t, i) => [t, i + 1])));
  const isLeft = new Uint8Array(cells.reduce((most, { length }) => Math.max(most, length), 0));
  cells.forEach((weights, f) => (ofNode[f] = sets.addAll(weights)));
  tree.feature.forEach((f, node) => {
    if (f < 0) return;
    const right = tree.right[node]!;
    const set = ofNode[node * width + f]!;
    for (const child of [node + 1, right]) {
      ofNode.copyWithin(child * width, node * width, (node + 1) * width);
    }
    markLeft(isLeft, tree, node, cells[f]!, ranks[f]!);
    ofNode[(node + 1) * width + f] = sets.addSide(set, cells[f]!, isLeft, 1);
    ofNode[right * width + f] = sets.addSide(set, cells[f]!, isLeft, 0);
  });
  return { sets, ofNode };
}

/** The partition of the domain by a tree. */
export function partitionOf(
  tree: RegressionTree,
  features: readonly CodedFeature[],
): TreePartition {
  const width = features.length;
  const thresholds = thresholdsOf(tree, width);
  const cells = features.map((feature, f) => cellsOf(feature, thresholds[f]!));
  const { sets, ofNode } = nodeSets(tree, cells, thresholds);
  const nodes = Int32Array.from(tree.feature.keys()).filter((node) => tree.feature[node]! < 0);
  const leafSets = new Int32Array(nodes.length * width);
  const weights = new Float64Array(nodes.length).fill(1);
  nodes.forEach((node, leaf) => {
    for (let f = 0; f < width; f += 1) {
      const set = ofNode[node * width + f]!;
      leafSets[leaf * width + f] = set;
      weights[leaf]! *= sets.weights[set]!;
    }
  });
  const raw = Float64Array.from(nodes, (node) => tree.value[node]!);
  const mean = raw.reduce((sum, value, leaf) => sum + weights[leaf]! * value, 0);
  const values = raw.map((value) => value - mean);
  return {
    cells,
    isSplit: features.map((_, f) => tree.feature.includes(f)),
    values,
    weights,
    sets: leafSets,
    setWeights: sets.weights,
    setSpans: sets.starts,
    spans: sets.spans,
    variance: values.reduce((sum, value, leaf) => sum + weights[leaf]! * value * value, 0),
  };
}
