import type { CodedFeature } from "./coded-feature.js";
import { LevelSums } from "./level-sums.js";
import type { SplitNode } from "./split-node.js";

/** Gains no further apart are the same but for rounding: the feature that was tried first keeps the split. */
const TIE = 1 + 1e-12;

/**
 * The split of a node into two that takes most from the sum of squares, over the features it is shown.
 *
 * An ordered feature is split between two neighbouring values, with the missing ones on either side or apart. Levels
 * without order are sorted by their mean response and split there, which finds the best of all subsets (Fisher 1958).
 * Levels and missing values that the node does not have go to the larger side.
 */
export class BestSplit {
  /** -1 where the node cannot be split. */
  feature: number = -1;
  /** For an ordered feature. */
  threshold: number = NaN;
  /** For an ordered feature. */
  missingLeft: boolean = false;
  /** For a feature without order: 1 for each code that goes left; the rest of the array is unused. */
  readonly leftCodes: Uint8Array;
  #gain = 0;
  readonly #features: readonly CodedFeature[];
  readonly #minLeaf: number;
  readonly #levels: LevelSums;

  constructor(features: readonly CodedFeature[], minLeaf: number) {
    this.#features = features;
    this.#minLeaf = minLeaf;
    const codes = features.map(({ ordered, count }) => (ordered ? 0 : count + 1));
    const most = codes.reduce((a, b) => Math.max(a, b), 0);
    this.leftCodes = new Uint8Array(most);
    this.#levels = new LevelSums(most);
  }

  /** Forgets the node before. */
  reset(): void {
    this.feature = -1;
    // Below 0, so that a node is split even where no single split gains anything, as in an exclusive or.
    this.#gain = -1;
  }

  /** Takes the feature's best split of the node where it gains more than the best one so far. */
  offer(feature: number, node: SplitNode): void {
    const { ordered, codes } = this.#features[feature]!;
    const runs = node.runs[feature]!;
    if (codes[runs[node.start]!] === codes[runs[node.end - 1]!]) return;
    if (ordered) this.#offerOrdered(feature, node, runs);
    else this.#offerLevels(feature, node, runs);
  }

  #offerOrdered(feature: number, node: SplitNode, runs: Int32Array): void {
    const { codes, count } = this.#features[feature]!;
    const known = firstMissing(codes, runs, node, count);
    let sum = 0;
    let weight = 0;
    for (let i = known; i < node.end; i += 1) {
      sum += node.residuals[runs[i]!]!;
      weight += node.counts[runs[i]!]!;
    }
    this.#scan(feature, node, known, 0, 0);
    if (known < node.end) this.#scan(feature, node, known, sum, weight);
  }

  /** Tries every threshold, with the missing values on the right, or on the left where their weight is given. */
  #scan(
    feature: number,
    node: SplitNode,
    known: number,
    missingSum: number,
    missingWeight: number,
  ): void {
    const { codes, count } = this.#features[feature]!;
    const { start, end, counts, residuals, weight } = node;
    const runs = node.runs[feature]!;
    const missing = missingWeight > 0 ? end - known : 0;
    const first = start + this.#minLeaf - missing;
    const last = end - this.#minLeaf - missing;
    let toBeat = this.#toBeat();
    let at = -1;
    let sum = missingSum;
    let left = missingWeight;
    let code = codes[runs[start]!]!;
    for (let i = start + 1; i <= known; i += 1) {
      const run = runs[i - 1]!;
      sum += residuals[run]!;
      left += counts[run]!;
      const next = i < known ? codes[runs[i]!]! : count;
      if (next === code) continue;
      code = next;
      if (i < first || i > last) continue;
      const gain = (sum * sum) / (left * (weight - left));
      if (gain <= toBeat) continue;
      toBeat = gain;
      at = i;
    }
    if (at < 0) return;
    this.#take(feature, toBeat);
    this.threshold = this.#thresholdAt(feature, runs, at, known);
    this.missingLeft = known < end ? missing > 0 : at - start > end - at;
  }

  #thresholdAt(feature: number, runs: Int32Array, at: number, known: number): number {
    if (at === known) return Infinity;
    const { codes, positions } = this.#features[feature]!;
    return between(positions[codes[runs[at - 1]!]!]!, positions[codes[runs[at]!]!]!);
  }

  #toBeat(): number {
    return this.#gain > 0 ? this.#gain * TIE : this.#gain;
  }

  #take(feature: number, gain: number): void {
    this.feature = feature;
    this.#gain = gain;
  }

  #offerLevels(feature: number, node: SplitNode, runs: Int32Array): void {
    const { codes, count } = this.#features[feature]!;
    const levels = this.#levels;
    levels.collect(codes, node, runs);
    levels.sortByMean();
    const size = node.end - node.start;
    let toBeat = this.#toBeat();
    let at = -1;
    let sum = 0;
    let left = 0;
    let leftSize = 0;
    let sizeAt = 0;
    for (let i = 1; i < levels.count; i += 1) {
      const level = levels.sorted[i - 1]!;
      sum += levels.sums[level]!;
      left += levels.weights[level]!;
      leftSize += levels.sizes[level]!;
      if (leftSize < this.#minLeaf || size - leftSize < this.#minLeaf) continue;
      const gain = (sum * sum) / (left * (node.weight - left));
      if (gain <= toBeat) continue;
      toBeat = gain;
      at = i;
      sizeAt = leftSize;
    }
    if (at < 0) return;
    this.#take(feature, toBeat);
    this.leftCodes.fill(sizeAt > size - sizeAt ? 1 : 0, 0, count + 1);
    for (let i = 0; i < levels.count; i += 1) {
      this.leftCodes[levels.sorted[i]!] = i < at ? 1 : 0;
    }
  }
}

/** Where the missing values begin, which lie last. */
function firstMissing(
  codes: Int32Array,
  runs: Int32Array,
  { start, end }: SplitNode,
  missing: number,
): number {
  let known = end;
  while (known > start && codes[runs[known - 1]!] === missing) known -= 1;
  return known;
}

/** Midway between two positions, but always below the upper one. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}
