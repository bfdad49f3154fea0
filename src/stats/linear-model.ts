import { type FTest, fTest, magnitudeOf } from "./f-test.js";
import { pivotedQr } from "./pivoted-qr.js";
import type { IntervalOptions } from "./t-interval.js";
import { tTest } from "./t-test.js";

/** An estimate with its t interval and two-sided t test against 0. */
export interface LinearContrast {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
  readonly lower: number;
  readonly upper: number;
}

/** A fit by least squares. */
export interface LinearModel {
  /** Observations. */
  readonly n: number;
  /** Independent columns. */
  readonly rank: number;
  readonly dfResidual: number;
  /** The residual sum of squares. */
  readonly rss: number;
  /** The residual standard deviation. NaN without degrees of freedom. */
  readonly sigma: number;
  /** One a column; NaN for a column that depends on those before it. */
  readonly coefficients: Float64Array;
  /** The sum of the coefficients times `weights`, one a column. NaN where the data do not determine it. */
  readonly contrast: (weights: ArrayLike<number>, options?: IntervalOptions) => LinearContrast;
  /** The F test that the contrasts given as rows are all 0. NaN where the data do not determine one of them. */
  readonly test: (rows: readonly ArrayLike<number>[]) => FTest;
  /** A contrast plus an independent estimate: `offset` with the variance `offsetVariance * sigma^2`. */
  readonly shifted: (
    weights: ArrayLike<number>,
    offset: number,
    offsetVariance: number,
    options?: IntervalOptions,
  ) => LinearContrast;
}

/** What was taken out of the data before they came to `linearModel`. */
export interface TakenOut {
  /** Degrees of freedom that were spent on it. */
  readonly df?: number;
  /** The size of the observations as they were: what is this small beside it is rounding. Default the largest in `y`. */
  readonly magnitude?: number;
}

function squaresOf(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}

/** A matrix given row by row, column by column. */
function transpose(x: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) result[j * rows + i] = x[i * columns + j]!;
  }
  return result;
}

/**
 * Ordinary least squares. R: `lm`. Columns may depend on others: what the data determine is estimated all the same.
 *
 * Where all residuals are 0 up to rounding, estimates have no interval, t, df or p (NaN), as in `welch`. A value that is
 * not finite makes everything NaN.
 *
 * @param x - the design, row by row: `y.length` rows of `columns` numbers.
 * @returns a model whose contrasts cost `rank^2 / 2` multiplications each.
 */
export function linearModel(
  x: Float64Array,
  columns: number,
  y: ArrayLike<number>,
  takenOut: TakenOut = {},
): LinearModel {
  const n = y.length;
  const qr = pivotedQr(transpose(x, n, columns), n, columns);
  const effects = Float64Array.from(y);
  const { rank } = qr;
  // Where many rows of the design are alike, their rounding adds up over its columns.
  const magnitude = (takenOut.magnitude ?? magnitudeOf(effects)) * (1 + rank / 10);
  qr.applyTransposed(effects);
  const dfResidual = n - rank - (takenOut.df ?? 0);
  const rss = squaresOf(effects.subarray(rank));
  const sigma = dfResidual > 0 ? Math.sqrt(rss / dfResidual) : NaN;

  const coefficients = new Float64Array(columns).fill(NaN);
  for (const [k, b] of qr.solve(effects).entries()) coefficients[qr.order[k]!] = b;

  const shifted: LinearModel["shifted"] = (weights, offset, offsetVariance, options = {}) => {
    const v = qr.solveTransposed(weights);
    const scale = v === null ? NaN : Math.sqrt(squaresOf(v) + offsetVariance);
    const parts = {
      n,
      difference: v?.reduce((sum, value, k) => sum + value * effects[k]!, offset) ?? NaN,
      standardError: sigma * scale,
      df: dfResidual,
      magnitude: magnitude * scale,
    };
    const { difference, standardError, df, t, p, lower, upper } = tTest(parts, options);
    return { estimate: difference, standardError, df, t, p, lower, upper };
  };

  const test = (rows: readonly ArrayLike<number>[]): FTest => {
    const stacked = new Float64Array(rows.length * rank);
    for (const [i, row] of rows.entries()) {
      const v = qr.solveTransposed(row);
      if (v === null) return { f: NaN, df: NaN, dfResidual, p: NaN };
      stacked.set(v, i * rank);
    }
    const span = pivotedQr(stacked, rank, rows.length);
    const explained = effects.slice(0, rank);
    span.applyTransposed(explained);
    const squares = squaresOf(explained.subarray(0, span.rank));
    return fTest({ squares, df: span.rank, residual: rss, dfResidual, magnitude });
  };

  const contrast: LinearModel["contrast"] = (weights, options) => shifted(weights, 0, 0, options);
  return { n, rank, dfResidual, rss, sigma, coefficients, contrast, test, shifted };
}
