import { fUpper } from "./f-distribution.js";

/** A test that several differences, or linear functions of the coefficients, are all 0. */
export interface FTest {
  readonly f: number;
  /** How many of them are independent. */
  readonly df: number;
  readonly dfResidual: number;
  readonly p: number;
}

/** What an F test is computed from. */
export interface FTestParts {
  /** The sum of squares that is tested. */
  readonly squares: number;
  readonly df: number;
  /** The residual sum of squares. */
  readonly residual: number;
  readonly dfResidual: number;
  /** The size of the observations, against which a residual counts as no more than rounding. */
  readonly magnitude: number;
}

const ROUNDING = 10 * Number.EPSILON;

/** The largest absolute value; NaN where there is a NaN. */
export function magnitudeOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * The F test of a sum of squares. NaN without degrees of freedom on either side, and where the residuals are no more
 * than rounding: such data tell nothing about the error.
 */
export function fTest({ squares, df, residual, dfResidual, magnitude }: FTestParts): FTest {
  const sigma = Math.sqrt(residual / dfResidual);
  const isTestable = df > 0 && dfResidual > 0 && sigma > ROUNDING * magnitude;
  const f = isTestable ? squares / df / (residual / dfResidual) : NaN;
  return { f, df, dfResidual, p: fUpper(f, df, dfResidual) };
}
