import { mean, sumOf } from "./mean.js";

/** The sample variance, divisor n - 1, in two passes. NaN for fewer than two values. R: `var`. */
export function variance(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  return sumOf(values, (x) => (x - centre) ** 2) / (values.length - 1);
}

/** The sample standard deviation, divisor n - 1. NaN for fewer than two values. R: `sd`. */
export function sd(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/** The standard error of the mean, `sd / sqrt(n)`. NaN for fewer than two values. */
export function standardError(values: ArrayLike<number>): number {
  return sd(values) / Math.sqrt(values.length);
}
