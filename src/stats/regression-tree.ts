import type { CodedFeature } from "./coded-feature.js";

/**
 * A regression tree of binary splits, as arrays over its nodes. Every node comes before those below it; the left child
 * of a node that is split is the next node.
 */
export interface RegressionTree {
  /** The index of the feature that splits the node; -1 for a leaf. */
  readonly feature: Int32Array;
  /** Positions of an ordered feature up to it go left; `Infinity` where only missing values go right. */
  readonly threshold: Float64Array;
  /** 1 where a missing value of an ordered feature goes left. */
  readonly missingLeft: Uint8Array;
  /** For a feature without order: 1 for each code that goes left. */
  readonly leftCodes: readonly (Uint8Array | undefined)[];
  readonly right: Int32Array;
  /** The mean response of the node. */
  readonly value: Float64Array;
}

/** The prediction of the tree for a run. */
export function predict(
  tree: RegressionTree,
  features: readonly CodedFeature[],
  run: number,
): number {
  let node = 0;
  for (let split = tree.feature[0]!; split >= 0; split = tree.feature[node]!) {
    node = goesLeft(tree, node, features[split]!, run) ? node + 1 : tree.right[node]!;
  }
  return tree.value[node]!;
}

function goesLeft(tree: RegressionTree, node: number, feature: CodedFeature, run: number): boolean {
  const code = feature.codes[run]!;
  const leftCodes = tree.leftCodes[node];
  if (leftCodes !== undefined) return leftCodes[code] === 1;
  if (code === feature.count) return tree.missingLeft[node] === 1;
  return feature.positions[code]! <= tree.threshold[node]!;
}
