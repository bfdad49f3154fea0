import type { SplitNode } from "./split-node.js";

/** Gaps of a Shell sort (Ciura 2001). */
const GAPS = [1750, 701, 301, 132, 57, 23, 10, 4, 1] as const;

/** The runs of a node, summed up by the levels of one feature, in arrays that are made once. */
export class LevelSums {
  /** How many levels the node has: the length of `sorted`, whose rest is unused. */
  count: number = 0;
  readonly sorted: Int32Array;
  /** Of each level, the sum of the residuals. */
  readonly sums: Float64Array;
  /** Of each level, the sum of the counts. */
  readonly weights: Float64Array;
  /** Of each level, how many runs it has. */
  readonly sizes: Int32Array;

  constructor(mostLevels: number) {
    this.sorted = new Int32Array(mostLevels);
    this.sums = new Float64Array(mostLevels);
    this.weights = new Float64Array(mostLevels);
    this.sizes = new Int32Array(mostLevels);
  }

  /** Sums up the node's runs, which are sorted by their codes. */
  collect(codes: Int32Array, { start, end, counts, residuals }: SplitNode, runs: Int32Array): void {
    this.count = 0;
    let level = -1;
    for (let i = start; i < end; i += 1) {
      const run = runs[i]!;
      if (codes[run]! !== level) {
        level = codes[run]!;
        this.#open(level);
      }
      this.sums[level]! += residuals[run]!;
      this.weights[level]! += counts[run]!;
      this.sizes[level]! += 1;
    }
  }

  #open(level: number): void {
    this.sorted[this.count] = level;
    this.count += 1;
    this.sums[level] = 0;
    this.weights[level] = 0;
    this.sizes[level] = 0;
  }

  /** Sorts the levels by their mean residual. */
  sortByMean(): void {
    const { sorted } = this;
    for (const gap of GAPS) {
      for (let i = gap; i < this.count; i += 1) {
        const level = sorted[i]!;
        const mean = this.#meanOf(level);
        let j = i;
        for (; j >= gap && this.#meanOf(sorted[j - gap]!) > mean; j -= gap) {
          sorted[j] = sorted[j - gap]!;
        }
        sorted[j] = level;
      }
    }
  }

  #meanOf(level: number): number {
    return this.sums[level]! / this.weights[level]!;
  }
}
