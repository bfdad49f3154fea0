import { root } from "./root.js";

/** Areas this close to 0 or 1 are as good as there. */
const LEAST = 1e-300;

/** The log odds of an area, finite at both ends. */
function logOdds(area: number): number {
  return Math.log(Math.max(area, LEAST)) - Math.log(Math.max(1 - area, LEAST));
}

/**
 * The `x > 0` beyond which a distribution on the positive numbers has the area `upper`.
 *
 * @param tail - the area beyond `x`, falling from 1 to 0.
 * @returns Infinity for 0, 0 for 1, NaN outside [0, 1] or where `tail` is NaN.
 */
export function tailQuantile(tail: (x: number) => number, upper: number): number {
  if (!(upper >= 0 && upper <= 1) || Number.isNaN(tail(1))) return NaN;
  if (upper === 0) return Infinity;
  if (upper === 1) return 0;
  const target = logOdds(upper);
  const excess = (x: number): number => logOdds(tail(x)) - target;
  const factor = excess(1) > 0 ? 2 : 0.5;
  let x = factor;
  while (excess(x) * (factor - 1) > 0) x *= factor;
  return root(excess, x, x / factor);
}
