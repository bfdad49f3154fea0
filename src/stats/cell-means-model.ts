import { type FTest, magnitudeOf } from "./f-test.js";
import { type LinearContrast, linearModel } from "./linear-model.js";
import type { IntervalOptions } from "./t-interval.js";

/** The additive model `cell + block`: cells differ by the same amounts in every block. */
export interface CellMeansModel {
  /** One more than the largest cell. */
  readonly cells: number;
  /** Residual degrees of freedom. */
  readonly df: number;
  /** The residual standard deviation. NaN without degrees of freedom. */
  readonly sigma: number;
  /** The least-squares marginal mean of a cell: averaged over all blocks with equal weights. R: `emmeans`. */
  readonly mean: (cell: number, options?: IntervalOptions) => LinearContrast;
  /** A sum of these means, one weight a cell: weights that sum to 0 make a difference, to 1 a mean. */
  readonly contrast: (weights: ArrayLike<number>, options?: IntervalOptions) => LinearContrast;
  /** The F test that the differences given as rows are all 0; NaN where the weights of one do not sum to 0. */
  readonly test: (rows: readonly ArrayLike<number>[]) => FTest;
}

/** How the cells are spread over the blocks. */
interface Layout {
  readonly cells: number;
  readonly blocks: number;
  /** The share of each cell in each block, block by block. */
  readonly shares: Float64Array;
  /** The mean of each block. */
  readonly means: Float64Array;
  /** The sum over the blocks of one over their sizes. */
  readonly inverseSizes: number;
}

/** Sums and differences within this share of their terms are 0. */
const ROUNDING = 1e-10;

/** The block of each value, numbered in order of appearance, so that none is empty. */
function numberBlocks(blocks: ArrayLike<number> | null, n: number): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const block = blocks?.[i] ?? 0;
    const number = numbers.get(block) ?? numbers.size;
    numbers.set(block, number);
    return number;
  });
}

function layOut(values: Float64Array, cell: Int32Array, block: Int32Array): Layout {
  const cells = cell.reduce((most, c) => Math.max(most, c + 1), 0);
  const blocks = block.reduce((most, b) => Math.max(most, b + 1), 0);
  const sizes = new Float64Array(blocks);
  const means = new Float64Array(blocks);
  const shares = new Float64Array(blocks * cells);
  for (const [i, b] of block.entries()) {
    sizes[b]! += 1;
    means[b]! += values[i]!;
    shares[b * cells + cell[i]!]! += 1;
  }
  for (let b = 0; b < blocks; b += 1) {
    means[b]! /= sizes[b]!;
    for (let c = 0; c < cells; c += 1) shares[b * cells + c]! /= sizes[b]!;
  }
  return { cells, blocks, shares, means, inverseSizes: sizes.reduce((sum, n) => sum + 1 / n, 0) };
}

/** Which cell each value is in, one column a cell, less the cell's share in the block. */
function centredDesign(
  cell: Int32Array,
  block: Int32Array,
  { cells, shares }: Layout,
): Float64Array {
  const x = new Float64Array(cell.length * cells);
  for (const [i, b] of block.entries()) {
    for (let c = 0; c < cells; c += 1) {
      x[i * cells + c] = (c === cell[i] ? 1 : 0) - shares[b * cells + c]!;
    }
  }
  return x;
}

/** Weights of the marginal means as those of the cells within blocks, and what they sum to. */
function withinBlocks(
  weights: ArrayLike<number>,
  { cells, blocks, shares }: Layout,
): { within: Float64Array; total: number } {
  const isComplete = weights.length === cells;
  const within = Float64Array.from({ length: cells }, (_, c) => (isComplete ? weights[c]! : NaN));
  const sum = within.reduce((total, w) => total + w, 0);
  const size = within.reduce((total, w) => total + Math.abs(w), 0);
  const total = Math.abs(sum) <= ROUNDING * size ? 0 : sum;
  for (let c = 0; c < cells; c += 1) {
    let share = 0;
    for (let b = 0; b < blocks; b += 1) share += shares[b * cells + c]! / blocks;
    const [weight, taken] = [within[c]!, total * share];
    // What cancels is 0: the rest is rounding.
    const isRest = Math.abs(weight - taken) <= ROUNDING * (Math.abs(weight) + Math.abs(taken));
    within[c] = isRest ? 0 : weight - taken;
  }
  return { within, total };
}

/**
 * Fits `cell + block` by least squares. Cells need not be in every block, nor be of one size. What the data do not
 * determine, such as the difference of two cells that no chain of shared blocks connects, is NaN. R: `lm` and `emmeans`.
 *
 * Blocks are taken out of the data first: their means are independent of what is left. Where all residuals are 0 up to
 * rounding, estimates have no interval, t, df or p (NaN).
 *
 * @param cells - the cell of each value: 0, 1, ... A value that is not finite, or without a cell, makes everything NaN.
 * @param blocks - the block of each value, any numbers; without them all values are of one block.
 */
export function cellMeansModel(
  values: ArrayLike<number>,
  cells: ArrayLike<number>,
  blocks: ArrayLike<number> | null = null,
): CellMeansModel {
  const hasPlace = (i: number): boolean =>
    Number.isInteger(cells[i]) && cells[i]! >= 0 && (blocks === null || i < blocks.length);
  const y = Float64Array.from(values, (value, i) => (hasPlace(i) ? value : NaN));
  const cell = Int32Array.from(y, (_, i) => (hasPlace(i) ? cells[i]! : 0));
  const block = numberBlocks(blocks, y.length);
  const layout = layOut(y, cell, block);
  const { means, inverseSizes } = layout;
  const count = layout.blocks;
  const model = linearModel(
    centredDesign(cell, block, layout),
    layout.cells,
    y.map((value, i) => value - means[block[i]!]!),
    { df: count, magnitude: magnitudeOf(y) },
  );
  const centre = means.reduce((sum, m) => sum + m, 0) / count;

  const present = new Set(cell);
  const contrast: CellMeansModel["contrast"] = (weights, options) => {
    const { within, total } = withinBlocks(weights, layout);
    const variance = (total / count) ** 2 * inverseSizes;
    return model.shifted(within, total === 0 ? 0 : total * centre, variance, options);
  };
  return {
    cells: layout.cells,
    df: model.dfResidual,
    sigma: model.sigma,
    mean: (at, options) =>
      contrast(
        Float64Array.from({ length: layout.cells }, (_, c) =>
          present.has(at) ? Number(c === at) : NaN,
        ),
        options,
      ),
    contrast,
    test: (rows) =>
      model.test(
        rows.map((row) => {
          const { within, total } = withinBlocks(row, layout);
          return total === 0 ? within : within.fill(NaN);
        }),
      ),
  };
}
