import { chiSquareCdf, chiSquareUpper } from "./chi-square.js";
import { stirlingError } from "./log-gamma.js";
import { normalDensity, normalUpper } from "./normal.js";

/** What is smaller than this share of a sum adds nothing to it. */
const NEGLIGIBLE = 1e-19;

/** A noncentrality of more than this many square roots of the degrees of freedom counts as large. */
const LARGE = 20;

/**
 * Integrates the normal tail at `t s - ncp` over the distribution of `s = sqrt(chi-square / df)`, by the trapezoid
 * rule in `u = log s`: the integrand is analytic and vanishes at both ends, where the rule converges exponentially, and
 * all terms are positive, so that a small result keeps its digits.
 */
function overDeviation(t: number, df: number, ncp: number): number {
  const half = df / 2;
  const step = 0.4 / Math.max(4, Math.sqrt(2 * df), Math.abs(ncp));
  const weight = (u: number): number => Math.exp(-half * (Math.expm1(2 * u) - 2 * u));
  const tail = (u: number): number => normalUpper(t * Math.exp(u) - ncp);
  let sum = tail(0);
  for (const move of [step, -step]) {
    for (let u = move; weight(u) > NEGLIGIBLE * sum; u += move) sum += weight(u) * tail(u);
  }
  return sum * step * 2 * Math.sqrt(half / (2 * Math.PI)) * Math.exp(-stirlingError(half));
}

/** The same integral the other way round: few steps where `ncp` is large, and the tail in `u` all but a step. */
function overNumerator(t: number, df: number, ncp: number): number {
  if (t === 0) return normalUpper(-ncp);
  const tail = t > 0 ? chiSquareCdf : chiSquareUpper;
  const chance = (z: number): number => {
    const s = Math.max(0, (z + ncp) / t);
    return tail(s * s * df, df);
  };
  const step = 0.25;
  let sum = 0;
  for (let z = -10; z <= 10; z += step) sum += normalDensity(z) * chance(z);
  return sum * step;
}

/**
 * The chance that a noncentral t variable with `df >= 1` degrees of freedom and noncentrality `ncp` is more than `t`,
 * to 12 digits. R: `pt(t, df, ncp, lower.tail = FALSE)`.
 */
export function noncentralTUpper(t: number, df: number, ncp: number): number {
  if (!(df >= 1) || !Number.isFinite(t + ncp)) return NaN;
  const large = Math.abs(ncp) > LARGE * Math.sqrt(df);
  return Math.min(1, large ? overNumerator(t, df, ncp) : overDeviation(t, df, ncp));
}
