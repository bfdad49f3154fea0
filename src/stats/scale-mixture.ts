import { stirlingError } from "./log-gamma.js";

/** What is smaller than this share of a sum adds nothing to it. */
const NEGLIGIBLE = 1e-18;

/**
 * The mean of `chance(s)`, where `s` is an estimated standard deviation with `df >= 1` degrees of freedom as a multiple
 * of the true one. It turns the chance for a known standard deviation into the one for an estimated one.
 *
 * By the trapezoid rule in `log s`: the integrand is analytic and vanishes at both ends, where the rule converges
 * exponentially. All terms are positive, so that a small result keeps its digits.
 *
 * @param chance - between 0 and 1, smooth in `log s`.
 * @param values - of how many values the chance looks at the extremes, which makes it steep.
 * @returns `chance(1)` for `df` of Infinity, NaN for `df` below 1.
 */
export function scaleMixture(
  df: number,
  chance: (s: number) => number,
  values: number = 1,
): number {
  if (df === Infinity) return chance(1);
  if (!(df >= 1)) return NaN;
  const half = df / 2;
  const step = Math.min(0.1, 0.5 / Math.sqrt(2 * df)) / Math.max(1, Math.log(values) / 3.5);
  const weight = (u: number): number => Math.exp(-half * (Math.expm1(2 * u) - 2 * u));
  let sum = chance(1);
  for (const move of [step, -step]) {
    for (let u = move; weight(u) > NEGLIGIBLE * sum; u += move) {
      sum += weight(u) * chance(Math.exp(u));
    }
  }
  return sum * step * 2 * Math.sqrt(half / (2 * Math.PI)) * Math.exp(-stirlingError(half));
}
