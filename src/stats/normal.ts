import { continuedFraction } from "./continued-fraction.js";
import { LOG_SQRT_TWO_PI } from "./log-gamma.js";
import { symmetricQuantile } from "./symmetric-quantile.js";

const SQRT_TWO_PI = 2.5066282746310007;
const FRACTION_FROM = 1.5;

/** The density of the standard normal distribution. R: `dnorm`. */
export function normalDensity(z: number): number {
  if (!Number.isFinite(z)) return Number.isNaN(z) ? NaN : 0;
  // A head of few bits has an exact square, so that the exponential keeps its digits far out.
  const head = Math.trunc(z * 16) / 16;
  return (Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head))) / SQRT_TWO_PI;
}

/** The area between 0 and `z`, for `0 <= z <= FRACTION_FROM`: a series of positive terms (DLMF 7.6.2). */
function centreSeries(z: number): number {
  const square = z * z;
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * (Number.EPSILON / 4); odd += 2) {
    term *= square / odd;
    sum += term;
  }
  return sum * normalDensity(z);
}

/** The area beyond `z`, for `z >= FRACTION_FROM`: Laplace's continued fraction (DLMF 7.9.3). */
function tailFraction(z: number): number {
  if (z === Infinity) return 0;
  const fraction = continuedFraction(
    (k) => k,
    () => z,
  );
  return normalDensity(z) / fraction;
}

/** The area beyond `z >= 0`. */
export function normalTail(z: number): number {
  return z < FRACTION_FROM ? 0.5 - centreSeries(z) : tailFraction(z);
}

/** The area between 0 and `z >= 0`. */
export function normalCentre(z: number): number {
  return z < FRACTION_FROM ? centreSeries(z) : 0.5 - tailFraction(z);
}

/** The chance that a standard normal variable is at most `z`. R: `pnorm`. */
export function normalCdf(z: number): number {
  return z < 0 ? normalTail(-z) : 0.5 + normalCentre(z);
}

/** The chance that it is more than `z`, accurate in the far tail. R: `pnorm(lower.tail = FALSE)`. */
export function normalUpper(z: number): number {
  return normalCdf(-z);
}

/** The `z` with `normalCdf(z) = p`; NaN where `p` is outside [0, 1]. R: `qnorm`. */
export function normalQuantile(p: number): number {
  return symmetricQuantile(p, {
    tail: normalTail,
    centre: normalCentre,
    logDensity: (z) => -0.5 * z * z - LOG_SQRT_TWO_PI,
  });
}
