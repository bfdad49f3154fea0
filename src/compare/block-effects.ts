import { magnitudeOf, type FTest } from "../stats/f-test.js";
import type { LinearContrast } from "../stats/linear-model.js";
import { mean } from "../stats/mean.js";
import type { IntervalOptions } from "../stats/t-interval.js";
import { tTest } from "../stats/t-test.js";
import { standardError } from "../stats/variance.js";
import { withinBlocksTest } from "../stats/within-blocks-test.js";

/** Effects as they are in each block by itself, where every block has all values that they are made of. */
export interface BlockEffects {
  /** One row a block, of one number an effect. */
  readonly rows: readonly Float64Array[];
  /** Of the effects of one block, as a share of the variance of one value. */
  readonly covariance: Float64Array;
  /** The largest value, as a size. */
  readonly magnitude: number;
}

/** Values of cells in blocks, block by block; NaN where a block lacks a cell. */
export interface BlockGrid {
  readonly cells: number;
  readonly values: Float64Array;
}

/** Lays values out; each cell is in a block once. */
export function blockGrid(
  values: readonly number[],
  cell: ArrayLike<number>,
  block: ArrayLike<number>,
  cells: number,
): BlockGrid {
  const blocks = Math.max(...Array.from(block)) + 1;
  const grid = new Float64Array(blocks * cells).fill(NaN);
  values.forEach((value, index) => {
    grid[block[index]! * cells + cell[index]!] = value;
  });
  return { cells, values: grid };
}

/**
 * Effects given as weights of the cells, block by block. Blocks that have none of their cells are left out; undefined
 * where one has some of them only, and for fewer than two blocks.
 */
export function effectsInBlocks(
  weights: readonly Float64Array[],
  { cells, values }: BlockGrid,
): BlockEffects | undefined {
  const used = Array.from({ length: cells }, (_, cell) => cell).filter((cell) =>
    weights.some((row) => row[cell] !== 0),
  );
  const blocks: Float64Array[] = [];
  for (let start = 0; start < values.length; start += cells) {
    const found = used.filter((cell) => !Number.isNaN(values[start + cell]!)).length;
    if (found === 0) continue;
    if (found < used.length) return undefined;
    blocks.push(
      Float64Array.from(weights, (row) =>
        sumOver(used, (cell) => row[cell]! * values[start + cell]!),
      ),
    );
  }
  if (blocks.length < 2) return undefined;
  const covariance = Float64Array.from(
    weights.flatMap((one) => weights.map((other) => [one, other])),
    ([one, other]) => sumOver(used, (cell) => one![cell]! * other![cell]!),
  );
  return {
    rows: blocks,
    covariance,
    magnitude: magnitudeOf(values.filter((value) => !Number.isNaN(value))),
  };
}

function sumOver(cells: readonly number[], of: (cell: number) => number): number {
  return cells.reduce((sum, cell) => sum + of(cell), 0);
}

/** The t test of the first effect over the blocks: a block counts as one value. R: `t.test` of the effects of the blocks. */
export function blockContrast(
  { rows, covariance, magnitude }: BlockEffects,
  options: IntervalOptions,
): LinearContrast {
  const values = Float64Array.from(rows, (row) => row[0]!);
  const { difference: estimate, ...rest } = tTest(
    {
      n: rows.length,
      difference: mean(values),
      standardError: standardError(values),
      df: rows.length - 1,
      magnitude: magnitude * Math.sqrt(covariance[0]!),
    },
    options,
  );
  const { df, t, p, lower, upper } = rest;
  return { estimate, standardError: rest.standardError, df, t, p, lower, upper };
}

/** The F test that none of the effects differs from 0. */
export function blockTest({ rows, covariance, magnitude }: BlockEffects): FTest {
  return withinBlocksTest(rows, covariance, magnitude);
}

/** How tests allow for blocks, in a sentence; `settings` are what a block may lack. */
export function blockNote(block: string, settings: string, isComplete: boolean): string {
  return isComplete
    ? `Each effect is computed within every ${block} and tested by how it differs between them: a ${block} counts once.`
    : `Not every ${block} has every ${settings}, so the effects are taken to be the same in every ${block}; where they are not, these tests find too much.`;
}
