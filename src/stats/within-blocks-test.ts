import { type FTest, fTest } from "./f-test.js";

/** What of a pivot is rounding: the effect depends on those before it. */
const ROUNDING = 1e-10;

/** The lower triangle whose product with its transpose is `matrix`; a row of zeros for an effect that depends on others. */
function cholesky(matrix: ArrayLike<number>, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k += 1) rest -= root[i * size + k]! * root[j * size + k]!;
      const pivot = root[j * size + j]!;
      if (i !== j) root[i * size + j] = pivot === 0 ? 0 : rest / pivot;
      else root[i * size + i] = rest > ROUNDING * matrix[i * size + i]! ? Math.sqrt(rest) : 0;
    }
  }
  return root;
}

/** Solves for independent effects of variance 1, in place; 0 where there is none. */
function whiten(effects: Float64Array, root: Float64Array): void {
  const size = effects.length;
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) effects[i]! -= root[i * size + k]! * effects[k]!;
    const pivot = root[i * size + i]!;
    effects[i] = pivot === 0 ? 0 : effects[i]! / pivot;
  }
}

/**
 * The F test that effects which were computed in each block are 0 on average; its error is how they differ between the
 * blocks. Where every block has all cells once, the test of a term in `aov(y ~ a * b + Error(block / (a * b)))` of R.
 *
 * @param effects - one row a block, of one number an effect.
 * @param covariance - of the effects of one block, as a share of the variance of one value: row by row, one row an effect.
 * @param magnitude - the size of the values, against which a residual counts as no more than rounding.
 * @returns NaN for fewer than two blocks, and where the effects are the same in all of them.
 */
export function withinBlocksTest(
  effects: readonly ArrayLike<number>[],
  covariance: ArrayLike<number>,
  magnitude: number,
): FTest {
  const blocks = effects.length;
  const size = effects[0]?.length ?? 0;
  const root = cholesky(covariance, size);
  const white = effects.map((row) => Float64Array.from(row));
  for (const row of white) whiten(row, root);
  let [squares, residual, df] = [0, 0, 0];
  for (let i = 0; i < size; i += 1) {
    if (root[i * size + i] === 0) continue;
    df += 1;
    const centre = white.reduce((sum, row) => sum + row[i]!, 0) / blocks;
    squares += blocks * centre ** 2;
    for (const row of white) residual += (row[i]! - centre) ** 2;
  }
  return fTest({ squares, df, residual, dfResidual: df * (blocks - 1), magnitude });
}
