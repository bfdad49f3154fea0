import { betaTails, type Tails } from "./beta.js";
import { chiSquareCdf, chiSquareUpper } from "./chi-square.js";

/** Both areas of the F distribution cut at `f`; with infinitely many degrees of freedom it is a chi-square over its own. */
function tails(f: number, df: number, dfResidual: number): Tails {
  const at = Math.max(f, 0);
  if (dfResidual === Infinity) {
    return { lower: chiSquareCdf(df * at, df), upper: chiSquareUpper(df * at, df) };
  }
  if (df === Infinity) {
    const inverse = dfResidual / at;
    return { lower: chiSquareUpper(inverse, dfResidual), upper: chiSquareCdf(inverse, dfResidual) };
  }
  const ratio = (df / dfResidual) * at;
  return betaTails(1 / (1 + 1 / ratio), 1 / (1 + ratio), df / 2, dfResidual / 2);
}

/**
 * The chance that an F variable with `df > 0` and `dfResidual > 0` degrees of freedom is at most `f`. One of them may be
 * Infinity. R: `pf`.
 */
export function fCdf(f: number, df: number, dfResidual: number): number {
  return tails(f, df, dfResidual).lower;
}

/** The chance that it is more than `f`, accurate in the far tail. R: `pf(lower.tail = FALSE)`. */
export function fUpper(f: number, df: number, dfResidual: number): number {
  return tails(f, df, dfResidual).upper;
}
