import type { Tails } from "./beta.js";
import { continuedFraction } from "./continued-fraction.js";
import { deviance } from "./deviance.js";
import { stirlingError } from "./log-gamma.js";

/** `x^a e^-x / Gamma(a + 1)`. */
function gammaPower(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x, x - a)) / Math.sqrt(2 * Math.PI * a);
}

/** DLMF 8.11.4. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * (Number.EPSILON / 2); k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return gammaPower(a, x) * sum;
}

/** DLMF 8.9.2, contracted to its even part. */
function upperFraction(a: number, x: number): number {
  const numerator = (k: number): number => k * (a - k);
  const denominator = (k: number): number => x - a + 2 * k + 1;
  return (gammaPower(a, x) * a) / continuedFraction(numerator, denominator);
}

/** Both tails of the gamma distribution with shape `a > 0` and rate 1, at `x >= 0`. */
function gammaTails(a: number, x: number): Tails {
  if (!(a > 0 && x >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (x <= a + 1) {
    const lower = lowerSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = upperFraction(a, x);
  return { lower: 1 - upper, upper };
}

/**
 * The regularised incomplete gamma function P(a, x), for a > 0 and x >= 0; NaN elsewhere.
 * R: `pgamma(x, a)`; scipy: `gammainc(a, x)`.
 */
export function incompleteGamma(a: number, x: number): number {
  return gammaTails(a, x).lower;
}

/** `1 - incompleteGamma(a, x)`, accurate where it is small. scipy: `gammaincc(a, x)`. */
export function incompleteGammaUpper(a: number, x: number): number {
  return gammaTails(a, x).upper;
}
