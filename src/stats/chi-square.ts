import { incompleteGamma, incompleteGammaUpper } from "./gamma.js";

/** The chance that a chi-square variable with `df > 0` degrees of freedom is at most `x`. R: `pchisq`. */
export function chiSquareCdf(x: number, df: number): number {
  return incompleteGamma(df / 2, Math.max(x, 0) / 2);
}

/** The chance that it is more than `x`, accurate in the far tail. R: `pchisq(lower.tail = FALSE)`. */
export function chiSquareUpper(x: number, df: number): number {
  return incompleteGammaUpper(df / 2, Math.max(x, 0) / 2);
}
