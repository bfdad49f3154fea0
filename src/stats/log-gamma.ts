export const LOG_SQRT_TWO_PI = 0.9189385332046728;
const SERIES_FROM = 10;

/** `B(2k) / (2k (2k - 1))`, B the Bernoulli numbers: Stirling's series (DLMF 5.11.1). */
const SERIES = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const;

/**
 * What Stirling's formula lacks: `log x! - ((x + 1/2) log x - x + log sqrt(2 pi))`, for real `x > 0`. The absolute
 * error is a few units of 1e-16 at every `x`, which a difference of two values of `logGamma` would not keep.
 */
export function stirlingError(x: number): number {
  if (!(x > 0)) return NaN;
  let correction = 0;
  let y = x;
  for (; y < SERIES_FROM; y += 1) correction += (y + 0.5) * Math.log1p(1 / y) - 1;
  const inverseSquare = 1 / (y * y);
  return correction + SERIES.reduceRight((sum, term) => sum * inverseSquare + term, 0) / y;
}

/** The logarithm of the gamma function for `x > 0`; NaN elsewhere. R: `lgamma`. */
export function logGamma(x: number): number {
  if (x === Infinity) return Infinity;
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + LOG_SQRT_TWO_PI;
}

/** `log(Gamma(x + 1/2) / Gamma(x))` for `x > 0`, without the cancellation of two large logarithms. */
export function logGammaHalfStep(x: number): number {
  const stirling = stirlingError(x + 0.5) - stirlingError(x);
  return stirling + x * Math.log1p(0.5 / x) - 0.5 + 0.5 * Math.log(x);
}
