import type { BestSplit } from "./best-split.js";
import type { RegressionTree } from "./regression-tree.js";

/** Collects the nodes of one tree after the other, in arrays that are made once. */
export class TreeBuilder {
  #nodes = 0;
  readonly #feature: Int32Array;
  readonly #threshold: Float64Array;
  readonly #missingLeft: Uint8Array;
  readonly #right: Int32Array;
  readonly #value: Float64Array;
  #leftCodes: (Uint8Array | undefined)[] = [];

  constructor(mostNodes: number) {
    this.#feature = new Int32Array(mostNodes);
    this.#threshold = new Float64Array(mostNodes);
    this.#missingLeft = new Uint8Array(mostNodes);
    this.#right = new Int32Array(mostNodes);
    this.#value = new Float64Array(mostNodes);
  }

  /** Forgets the tree before. */
  clear(): void {
    this.#nodes = 0;
    this.#leftCodes = [];
  }

  /** Adds a leaf below the nodes before it. Returns its number. */
  add(value: number): number {
    const node = this.#nodes;
    this.#nodes += 1;
    this.#feature[node] = -1;
    this.#value[node] = value;
    this.#leftCodes.push(undefined);
    return node;
  }

  /** Splits a leaf; the next node is its left child. */
  split(
    node: number,
    { feature, threshold, missingLeft }: BestSplit,
    leftCodes?: Uint8Array,
  ): void {
    this.#feature[node] = feature;
    this.#threshold[node] = threshold;
    this.#missingLeft[node] = missingLeft ? 1 : 0;
    this.#leftCodes[node] = leftCodes;
  }

  /** Makes the next node the right child of one that was split. */
  openRight(node: number): void {
    this.#right[node] = this.#nodes;
  }

  tree(): RegressionTree {
    return {
      feature: this.#feature.slice(0, this.#nodes),
      threshold: this.#threshold.slice(0, this.#nodes),
      missingLeft: this.#missingLeft.slice(0, this.#nodes),
      leftCodes: this.#leftCodes,
      right: this.#right.slice(0, this.#nodes),
      value: this.#value.slice(0, this.#nodes),
    };
  }
}
